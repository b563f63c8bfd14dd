import type { APIEmbed } from 'discord.js';
import type { EditionView, EngineStatus, ReloadReport } from '../../answer/engine.ts';
import { formatProblem } from '../../corpus/problem.ts';
import type { ChannelStatus } from '../../store/channel-status.ts';
import { EMBED_DESCRIPTION_MAX } from '../limits.ts';
import type { Texts } from '../texts/de.ts';
import { cut, joinWithin } from './cut.ts';
import { escapeWithin } from './escape.ts';
import { renderNames } from './lists.ts';
import { relative } from './timestamp.ts';

const COLOUR = 0x1d6fb8;
const WARNING_COLOUR = 0xd9a400;
const REASON_MAX_CHARS = 300;
/** Of all channels together: the facts before them and the problems after them keep their room. */
const CHANNELS_MAX_CHARS = 2_000;

export interface StatusFacts {
  readonly edition: EditionView | null;
  readonly engine: EngineStatus;
  readonly channels: readonly ChannelStatus[];
  readonly lastReload: ReloadReport | null;
  /** Paths and error messages are for them alone. */
  readonly isForModerators: boolean;
}

export function renderStatus(facts: StatusFacts, texts: Texts): APIEmbed {
  const { engine, channels, lastReload, isForModerators } = facts;
  const problems = lastReload?.reload.problems ?? [];
  const isKept = lastReload?.reload.outcome === 'kept';
  const isWarning = engine.modelError !== null || problems.length > 0 || isKept || channels.some(({ fault }) => fault);
  return {
    color: isWarning ? WARNING_COLOUR : COLOUR,
    title: texts.status.title,
    description: joinWithin(
      [
        renderFacts(facts, texts),
        ...renderChannels(channels, isForModerators, texts),
        ...(isForModerators ? renderNames(texts.status.problems, problems.map(formatProblem), texts) : []),
      ],
      '\n\n',
      EMBED_DESCRIPTION_MAX,
    ),
  };
}

function renderFacts({ edition, engine, channels, lastReload, isForModerators }: StatusFacts, texts: Texts): string {
  const t = texts.status;
  const { building } = engine;
  const lines: [string, string][] = [
    [t.entries, edition ? String(edition.entries.length) : t.none],
    [t.edition, edition ? String(edition.number) : t.none],
    [t.mode, t.modes[engine.mode]],
    [t.model, engine.modelError && isForModerators ? `${engine.model} (${engine.modelError})` : engine.model],
    [t.lastReload, lastReload ? renderReloaded(lastReload, texts) : t.notYet],
    [t.channels, channels.length > 0 ? String(channels.length) : t.noChannel],
  ];
  if (building) lines.push([t.building, `${building.done} / ${building.total}`]);
  return lines
    .map(([name, value]) => `**${name}:** ${value.startsWith('<t:') ? value : escapeWithin(value, 400, cut)}`)
    .join('\n');
}

function renderReloaded({ at, reload }: ReloadReport, texts: Texts): string {
  const refusal = reload.outcome === 'kept' ? [texts.reload.kept[reload.reason]] : [];
  return [relative(at), ...refusal].join(' · ');
}

/** Those where something waits first, and how many do not fit. */
function renderChannels(channels: readonly ChannelStatus[], isForModerators: boolean, texts: Texts): string[] {
  if (channels.length === 0) return [];
  const isBusy = (each: ChannelStatus): boolean => each.fault !== null || countsOf(each, texts).length > 0;
  const ordered = [...channels.filter(isBusy), ...channels.filter((each) => !isBusy(each))];
  const lines = ordered.map((channel) => renderChannel(channel, isForModerators, texts));
  const fitting = lines.filter((_, at) => lines.slice(0, at + 1).join('\n').length <= CHANNELS_MAX_CHARS);
  const left = lines.length - fitting.length;
  return [[...fitting, ...(left > 0 ? [texts.reload.more(left)] : [])].join('\n')];
}

function renderChannel(status: ChannelStatus, isForModerators: boolean, texts: Texts): string {
  const t = texts.status;
  const { channelId, fault, putOffUntil, lastPostAt, lastError } = status;
  const counts = countsOf(status, texts);
  const last = lastPostAt ? t.lastPost(relative(lastPostAt)) : t.never;
  const when = fault?.nextTryAt ?? putOffUntil;
  const next = when && counts.length > 0 ? [t.nextTry(relative(when))] : [];
  const reason = fault?.reason ?? (counts.length > 0 ? lastError : null);
  const why = reason && isForModerators ? [escapeWithin(reason, REASON_MAX_CHARS, cut)] : [];
  const remedy = fault && isForModerators ? [texts.remedies[fault.remedy]] : [];
  return [[`<#${channelId}>`, last, ...counts, ...next].join(' · '), ...why, ...remedy].join('\n');
}

function countsOf({ waiting, refused }: ChannelStatus, { status: t }: Texts): string[] {
  return [
    waiting.posts > 0 && t.waiting(waiting.posts),
    waiting.edits + waiting.notes > 0 && t.editsWaiting(waiting.edits + waiting.notes),
    waiting.crossposts > 0 && t.crosspostsWaiting(waiting.crossposts),
    refused > 0 && t.refused(refused),
  ].filter((each) => each !== false);
}
