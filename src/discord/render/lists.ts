import type { APIEmbed } from 'discord.js';
import type { EditionView, EngineStatus, Reload } from '../../answer/engine.ts';
import { type Entry, titleOf } from '../../corpus/entry.ts';
import { formatProblem, type Problem } from '../../corpus/problem.ts';
import type { ChannelStatus } from '../../store/channel-status.ts';
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
  const blocks = entries.map((entry, at) => {
    const lines = [`**${escapeWithin(titleOf(entry), NAME_MAX_CHARS, cut)}**`];
    const text = entry.headline ? entry.body[0]?.text : undefined;
    if (text) lines.push(escapeWithin(text, TEASER_MAX_CHARS, cutAtSentence));
    return [...lines, renderByline(entry, at + 1, texts)].join('\n');
  });
  return {
    color: COLOUR,
    title: texts.latestTitle(entries.length),
    description: joinWithin(blocks, '\n\n', EMBED_DESCRIPTION_MAX),
  };
}

export function renderReload(reload: Reload, texts: Texts): APIEmbed {
  const failed = list(texts.reload.failed, reload.problems.map(formatProblem), texts);
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
    ...list(texts.reload.added, added.map(titleOf), texts),
    ...list(texts.reload.changed, changed.map(titleOf), texts),
    ...list(texts.reload.removed, removed.map(titleOf), texts),
    ...failed,
  ];
  const description = blocks.length > 0 ? joinWithin(blocks, '\n\n', EMBED_DESCRIPTION_MAX) : texts.reload.unchanged;
  return { color: failed.length > 0 ? WARNING_COLOUR : COLOUR, title: texts.reload.title, description };
}

/** `Neu: 7` and the first names; no block for none. */
function list(title: string, names: readonly string[], texts: Texts): string[] {
  if (names.length === 0) return [];
  const shown = names.slice(0, NAMES_MAX).map((name) => `- ${escapeWithin(name, 2 * NAME_MAX_CHARS, cut)}`);
  const more = names.length > NAMES_MAX ? [`- ${texts.reload.more(names.length - NAMES_MAX)}`] : [];
  return [[`**${title}: ${names.length}**`, ...shown, ...more].join('\n')];
}

export interface StatusFacts {
  readonly edition: EditionView | null;
  readonly engine: EngineStatus;
  readonly channels: readonly ChannelStatus[];
  readonly problems: readonly Problem[];
}

export function renderStatus({ edition, engine, channels, problems }: StatusFacts, texts: Texts): APIEmbed {
  const t = texts.status;
  const { building } = engine;
  const lastPost = channels
    .map(({ lastPostAt }) => lastPostAt ?? '')
    .sort()
    .at(-1);
  const lines: [string, string][] = [
    [t.entries, edition ? String(edition.entries.length) : t.none],
    [t.edition, edition ? String(edition.number) : t.none],
    [t.mode, t.modes[engine.mode]],
    [t.model, engine.modelError ? `${engine.model} (${engine.modelError})` : engine.model],
    [t.lastReload, edition ? relative(edition.builtAt) : t.none],
    [t.lastPost, lastPost ? relative(lastPost) : t.never],
    [t.posting, channels.length > 0 ? String(channels.length) : t.noChannel],
  ];
  if (building) lines.push([t.building, `${building.done} / ${building.total}`]);
  const facts = lines.map(
    ([name, value]) =>
      `**${name}:** ${value.startsWith('<t:') || value.startsWith('<#') ? value : escapeWithin(value, 400, cut)}`,
  );
  return {
    color: engine.modelError || channels.some(({ fault }) => fault) || problems.length > 0 ? WARNING_COLOUR : COLOUR,
    title: t.title,
    description: joinWithin(
      [
        facts.join('\n'),
        ...channels.map((channel) => channelLine(channel, texts)),
        ...list(t.problems, problems.map(formatProblem), texts),
      ],
      '\n\n',
      EMBED_DESCRIPTION_MAX,
    ),
  };
}

function channelLine({ channelId, waiting, fault, putOffUntil, refused }: ChannelStatus, texts: Texts): string {
  const t = texts.status;
  const counts = [
    waiting.posts > 0 && t.waiting(waiting.posts),
    waiting.edits + waiting.notes > 0 && t.editsWaiting(waiting.edits + waiting.notes),
    waiting.crossposts > 0 && t.crosspostsWaiting(waiting.crossposts),
    refused > 0 && t.refused(refused),
  ];
  const when = fault?.nextTryAt ?? putOffUntil;
  const next = when && counts.some(Boolean) ? [t.nextTry(relative(when))] : [];
  const why = fault ? [escapeWithin(fault.reason, 300, cut), texts.remedies[fault.remedy]] : [];
  return [[`<#${channelId}>`, ...counts.filter(Boolean), ...next].join(' · '), ...why].join('\n');
}

const relative = (iso: string): string => `<t:${Math.floor(Date.parse(iso) / 1_000)}:R>`;
