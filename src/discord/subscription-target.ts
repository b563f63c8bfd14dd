import { ChannelType, type GuildBasedChannel, type GuildMember, PermissionFlagsBits, type Role } from 'discord.js';
import { examinePermissions, type PostingPermission } from './posting-permissions.ts';
import type { SubscriptionWish } from './subscription-wish.ts';

/** Why a channel cannot be subscribed. */
export type Refusal =
  /** The channel does not exist, or the bot does not see it. */
  | { readonly reason: 'invisible' }
  /** It is in another server. */
  | { readonly reason: 'elsewhere' }
  /** Voice channels, forums, categories. */
  | { readonly reason: 'wrong-kind' }
  /** The member may not manage it. */
  | { readonly reason: 'not-yours' }
  /** The role is `@everyone`. */
  | { readonly reason: 'everyone' }
  | { readonly reason: 'role-gone' }
  | { readonly reason: 'permissions'; readonly lacks: readonly PostingPermission[]; readonly role: Role | null };

/** Kinds of channels that posts are made in. */
export const POSTABLE_TYPES = [
  ChannelType.GuildText,
  ChannelType.GuildAnnouncement,
  ChannelType.PublicThread,
  ChannelType.PrivateThread,
  ChannelType.AnnouncementThread,
] as const;

const isPostable = ({ type }: GuildBasedChannel): boolean => POSTABLE_TYPES.some((each) => each === type);

/** Null where nothing speaks against the wish of a member. */
export async function refusalOf({ channelId, roleId }: SubscriptionWish, member: GuildMember): Promise<Refusal | null> {
  const channel = await member.client.channels.fetch(channelId).catch(() => null);
  if (!channel) return { reason: 'invisible' };
  if (channel.isDMBased() || channel.guildId !== member.guild.id) return { reason: 'elsewhere' };
  if (!isPostable(channel)) return { reason: 'wrong-kind' };
  if (!channel.permissionsFor(member)?.has(PermissionFlagsBits.ManageChannels)) return { reason: 'not-yours' };
  if (roleId === member.guild.id) return { reason: 'everyone' };
  const role = roleId === null ? null : (member.guild.roles.cache.get(roleId) ?? null);
  if (roleId !== null && !role) return { reason: 'role-gone' };
  const { lacks } = examinePermissions(channel, role);
  return lacks.length > 0 ? { reason: 'permissions', lacks, role } : null;
}
