import type { APIEmbed } from 'discord.js';
import { type Answer, type Citation, citationsOf } from '../../answer/answer.ts';
import { titleOf } from '../../corpus/entry.ts';
import { EMBED_TITLE_MAX } from '../limits.ts';
import type { Texts } from '../texts/de.ts';
import { cut } from './cut.ts';
import { renderByline } from './entry.ts';
import { escapeWithBold, escapeWithin } from './escape.ts';

const COLOURS: Readonly<Record<Answer['status'], number>> = {
  answered: 0x2e8b57,
  uncertain: 0xd9a400,
  nothing: 0x80848e,
};
const CITATIONS_MAX = 3;
const HEADLINE_MAX_CHARS = 200;

/**
 * The answer to one question as one embed. Three citations of 200 + 2 × 300 + 1,000 characters at most stay below the
 * limit of 4,096. @param asOf ISO 8601, when the edition was built.
 */
export function renderAnswer(answer: Answer, asOf: string, texts: Texts): APIEmbed {
  const note = answer.status === 'answered' ? '' : texts[answer.status];
  const mode = answer.mode === 'lexical' ? [texts.lexicalMode] : [];
  return {
    color: COLOURS[answer.status],
    title: escapeWithin(answer.question, EMBED_TITLE_MAX, cut),
    description: [note && `*${note}*`, ...shownCitations(answer).map((each) => renderCitation(each, texts))]
      .filter(Boolean)
      .join('\n\n'),
    footer: { text: [...mode, texts.asOf].join(' · ') },
    timestamp: asOf,
  };
}

/** The citations that the embed shows. */
export const shownCitations = (answer: Answer): readonly Citation[] => citationsOf(answer).slice(0, CITATIONS_MAX);

const renderCitation = ({ entry, position, excerpt }: Citation, texts: Texts): string =>
  [
    `**${escapeWithin(titleOf(entry), HEADLINE_MAX_CHARS, cut)}**`,
    `> ${escapeWithBold(excerpt.text, excerpt.matches)}`,
    renderByline(entry, position, texts),
  ].join('\n');
