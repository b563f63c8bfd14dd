import { missingAccess, missingPermissions, nonTextChannel, threadArchived, threadLocked } from './errors.ts';
import type { MessageBody } from './limits.ts';
import {
  ALL_PERMISSIONS,
  CHANNEL_TYPE,
  type Channel,
  isThread,
  type Overwrite,
  PERMISSIONS,
  type Role,
} from './model.ts';

interface Who {
  readonly id: string;
  readonly roles: readonly string[];
}

/** In the whole server. @param everyoneId - the server's id, which is that of the role `@everyone` */
export function basePermissions(roles: readonly Role[], everyoneId: string, who: Pick<Who, 'roles'>): bigint {
  const all = roles
    .filter(({ id }) => id === everyoneId || who.roles.includes(id))
    .reduce((bits, { permissions }) => bits | permissions, 0n);
  return all & PERMISSIONS.administrator ? ALL_PERMISSIONS : all;
}

/** Discord's order: `@everyone`, then the roles together, then the member. */
export function channelPermissions(
  base: bigint,
  overwrites: readonly Overwrite[],
  everyoneId: string,
  who: Who,
): bigint {
  if (base & PERMISSIONS.administrator) return ALL_PERMISSIONS;
  const steps = [
    overwrites.filter(({ id }) => id === everyoneId),
    overwrites.filter(({ id }) => id !== everyoneId && who.roles.includes(id)),
    overwrites.filter(({ id }) => id === who.id),
  ];
  return steps.reduce((bits, step) => {
    const deny = step.reduce((all, each) => all | each.deny, 0n);
    const allow = step.reduce((all, each) => all | each.allow, 0n);
    return (bits & ~deny) | allow;
  }, base);
}

/** @throws ApiError 50001 or 50013 where the bot may not do what it asks for. */
export function checkMay({ botPermissions }: Channel, permission: bigint): void {
  if (!(botPermissions & PERMISSIONS.viewChannel)) throw missingAccess();
  if (!(botPermissions & permission)) throw missingPermissions();
}

/** @throws ApiError also where the channel takes no messages, or is a thread that a moderator has locked. */
export function checkMayPost(channel: Channel, body: MessageBody): void {
  if (channel.type === CHANNEL_TYPE.category) throw nonTextChannel();
  checkMay(channel, isThread(channel) ? PERMISSIONS.sendMessagesInThreads : PERMISSIONS.sendMessages);
  if (body.embeds?.length) checkMay(channel, PERMISSIONS.embedLinks);
  if (channel.locked && !(channel.botPermissions & PERMISSIONS.manageThreads)) throw threadLocked();
}

/** Messages in an archived thread stay as they are until it is opened again. */
export function checkMayEdit(channel: Channel): void {
  checkMay(channel, PERMISSIONS.viewChannel);
  if (channel.archived) throw threadArchived();
}
