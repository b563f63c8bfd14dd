import type { APIEmbed } from 'discord.js';
import type { ChannelStatus } from '../../store/channel-status.ts';
import { EMBED_DESCRIPTION_MAX } from '../limits.ts';
import type { PermissionReport } from '../posting-permissions.ts';
import type { Texts } from '../texts/de.ts';
import { cut, joinWithin } from './cut.ts';
import { escapeWithin } from './escape.ts';
import { namesOf } from './subscriptions.ts';
import { relative } from './timestamp.ts';

const WELL_COLOUR = 0x2e8b57;
const WARNING_COLOUR = 0xd9a400;
const ERROR_MAX_CHARS = 300;
/** For what stands before and after the channels. */
const FRAME_ROOM = 100;

/** A channel as the doctor finds it. */
export interface Examined {
  readonly status: ChannelStatus;
  /** Null where the bot does not see the channel. */
  readonly permissions: PermissionReport | null;
  /** The role that should be pinged was deleted. */
  readonly isRoleGone: boolean;
}

/** Per channel the permissions, what waits, the last post, the last error, and what to do; those with something amiss first. */
export function renderDoctor(channels: readonly Examined[], texts: Texts): APIEmbed {
  const t = texts.moderation;
  const ill = channels.filter(isIll);
  const ordered = [...ill, ...channels.filter((each) => !isIll(each))];
  const blocks = ordered.map((each) => renderChannel(each, texts));
  const shown = joinWithin(blocks, '\n\n', EMBED_DESCRIPTION_MAX - FRAME_ROOM);
  const left = blocks.length - shown.split('\n\n').length;
  const frame = [ill.length === 0 ? t.doctor.well : '', shown, left > 0 ? t.subscriptions.more(left) : ''];
  return {
    color: ill.length > 0 ? WARNING_COLOUR : WELL_COLOUR,
    title: t.doctor.title,
    description: frame.filter(Boolean).join('\n\n'),
  };
}

const isIll = ({ status, permissions, isRoleGone }: Examined): boolean =>
  !permissions ||
  permissions.lacks.length > 0 ||
  isRoleGone ||
  status.fault !== null ||
  status.lastError !== null ||
  status.refused > 0;

function renderChannel(examined: Examined, texts: Texts): string {
  const { status, permissions } = examined;
  const t = texts.moderation.doctor;
  const note = status.subscription ? '' : ` (${t.unsubscribed})`;
  return [
    `**<#${status.channelId}>**${note}`,
    ...(permissions ? renderPermissions(permissions, texts) : [`❌ ${t.unseen}`]),
    `**${t.waiting}:** ${waitingIn(status, texts)}`,
    `**${t.lastPost}:** ${status.lastPostAt ? relative(status.lastPostAt) : t.never}`,
    ...renderError(status, texts),
    ...remediesFor(examined, texts).map((remedy) => `➡️ **${t.toDo}:** ${remedy}`),
  ].join('\n');
}

function renderPermissions({ has, lacks }: PermissionReport, texts: Texts): string[] {
  const t = texts.moderation.doctor;
  return [
    ...(has.length > 0 ? [`✅ **${t.has}:** ${namesOf(has, texts).join(', ')}`] : []),
    ...(lacks.length > 0 ? [`❌ **${t.lacks}:** ${namesOf(lacks, texts).join(', ')}`] : []),
  ];
}

const LANES = ['posts', 'edits', 'notes', 'crossposts'] as const;

/** `3 posts, 1 correction · put off, next try in 5 minutes` */
export function waitingIn({ waiting, putOffUntil }: ChannelStatus, texts: Texts): string {
  const t = texts.moderation.doctor;
  const parts = LANES.filter((lane) => waiting[lane] > 0).map((lane) => t.parts[lane](waiting[lane]));
  const later = parts.length > 0 && putOffUntil ? ` · ${t.putOff(relative(putOffUntil))}` : '';
  return parts.length > 0 ? parts.join(', ') + later : t.nothing;
}

function renderError({ fault, lastError }: ChannelStatus, texts: Texts): string[] {
  const t = texts.moderation.doctor;
  const reason = fault?.reason ?? lastError;
  if (!reason) return [];
  const when = fault ? ` · ${t.since(relative(fault.since))} · ${t.next(relative(fault.nextTryAt))}` : '';
  return [`**${t.lastError}:** ${escapeWithin(reason, ERROR_MAX_CHARS, cut)}${when}`];
}

/** What is missing is the first thing to mend; else what the fault itself says. */
function remediesFor({ status, permissions, isRoleGone }: Examined, texts: Texts): string[] {
  const t = texts.moderation.doctor;
  const lacks = permissions?.lacks ?? [];
  const byPermission = lacks.length > 0 ? [t.grant(namesOf(lacks, texts))] : [];
  const byFault = status.fault && lacks.length === 0 ? [texts.remedies[status.fault.remedy]] : [];
  return [
    ...byPermission,
    ...byFault,
    ...(!permissions && !status.fault ? [texts.remedies['channel-gone']] : []),
    ...(isRoleGone ? [t.roleGone] : []),
    ...(status.refused > 0 ? [t.refused(status.refused)] : []),
  ];
}
