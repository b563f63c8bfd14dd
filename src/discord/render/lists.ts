import type { APIEmbed } from 'discord.js';
import type { Reload } from '../../answer/engine.ts';
import { type Entry, titleOf } from '../../corpus/entry.ts';
import { formatProblem } from '../../corpus/problem.ts';
import { EMBED_DESCRIPTION_MAX } from '../limits.ts';
import type { Texts } from '../texts/de.ts';
import { cut, cutAtSentence, joinWithin } from './cut.ts';
import { renderByline } from './entry.ts';
import { escapeWithin } from './escape.ts';

const COLOUR = 0x1d6fb8;
const WARNING_COLOUR = 0xd9a400;
const NAMES_MAX = 5;
const NAME_MAX_CHARS = 100;
const TEASER_MAX_CHARS = 200;

/** The newest entries, each with the beginning of its text. */
export function renderLatest(entries: readonly Entry[], texts: Texts): APIEmbed {
  const blocks = entries.map((entry, at) => renderTeaser(entry, at + 1, texts));
  return {
    color: COLOUR,
    title: texts.latestTitle(entries.length),
    description: joinWithin(blocks, '\n\n', EMBED_DESCRIPTION_MAX),
  };
}

/** Headline, the beginning of the text, who and when. */
export function renderTeaser(entry: Entry, position: number, texts: Texts): string {
  const lines = [`**${escapeWithin(titleOf(entry), NAME_MAX_CHARS, cut)}**`];
  const text = entry.headline ? entry.body[0]?.text : undefined;
  if (text) lines.push(escapeWithin(text, TEASER_MAX_CHARS, cutAtSentence));
  return [...lines, renderByline(entry, position, texts)].join('\n');
}

export function renderReload(reload: Reload, texts: Texts): APIEmbed {
  const failed = renderNames(texts.reload.failed, reload.problems.map(formatProblem), texts);
  if (reload.outcome === 'unchanged') {
    return {
      color: COLOUR,
      title: texts.reload.title,
      description: joinWithin([texts.reload.unchanged, ...failed], '\n\n', EMBED_DESCRIPTION_MAX),
    };
  }
  if (reload.outcome === 'kept') {
    const blocks = [texts.reload.lost(reload.lost, reload.entries), texts.reload.forceHint, ...failed];
    return {
      color: WARNING_COLOUR,
      title: texts.reload.kept[reload.reason],
      description: joinWithin(blocks, '\n\n', EMBED_DESCRIPTION_MAX),
    };
  }
  const { added, changed, removed } = reload.changes;
  const blocks = [
    ...renderNames(texts.reload.added, added.map(titleOf), texts),
    ...renderNames(texts.reload.changed, changed.map(titleOf), texts),
    ...renderNames(texts.reload.removed, removed.map(titleOf), texts),
    ...failed,
  ];
  const description = blocks.length > 0 ? joinWithin(blocks, '\n\n', EMBED_DESCRIPTION_MAX) : texts.reload.unchanged;
  return { color: failed.length > 0 ? WARNING_COLOUR : COLOUR, title: texts.reload.title, description };
}

/** `Neu: 7` and the first names; no block for none. */
export function renderNames(title: string, names: readonly string[], texts: Texts): string[] {
  if (names.length === 0) return [];
  const shown = names.slice(0, NAMES_MAX).map((name) => `- ${escapeWithin(name, 2 * NAME_MAX_CHARS, cut)}`);
  const more = names.length > NAMES_MAX ? [`- ${texts.reload.more(names.length - NAMES_MAX)}`] : [];
  return [[`**${title}: ${names.length}**`, ...shown, ...more].join('\n')];
}
