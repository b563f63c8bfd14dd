import { type GuildBasedChannel, PermissionFlagsBits, type Role } from 'discord.js';

/** Discord's names. */
export type PostingPermission =
  | 'ViewChannel'
  | 'SendMessages'
  | 'SendMessagesInThreads'
  | 'EmbedLinks'
  | 'ReadMessageHistory'
  | 'MentionEveryone'
  | 'ManageThreads';

/** What the bot has and lacks in a channel of what posting there takes. */
export interface PermissionReport {
  readonly has: readonly PostingPermission[];
  readonly lacks: readonly PostingPermission[];
}

/** Announcements are published with Send Messages, and an archived thread is opened with Send Messages in Threads. */
function permissionsNeeded(channel: GuildBasedChannel, role: Pick<Role, 'mentionable'> | null): PostingPermission[] {
  return [
    'ViewChannel',
    channel.isThread() ? 'SendMessagesInThreads' : 'SendMessages',
    'EmbedLinks',
    'ReadMessageHistory',
    ...(channel.isThread() && channel.locked ? (['ManageThreads'] as const) : []),
    ...(role && !role.mentionable ? (['MentionEveryone'] as const) : []),
  ];
}

/** @param role - pinged for key entries; null for none. */
export function examinePermissions(
  channel: GuildBasedChannel,
  role: Pick<Role, 'mentionable'> | null,
): PermissionReport {
  const own = channel.permissionsFor(channel.client.user);
  const needed = permissionsNeeded(channel, role);
  const isGiven = (name: PostingPermission): boolean => own?.has(PermissionFlagsBits[name]) === true;
  return { has: needed.filter(isGiven), lacks: needed.filter((name) => !isGiven(name)) };
}
