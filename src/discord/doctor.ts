import type { Client } from 'discord.js';
import type { ChannelStatus } from '../store/channel-status.ts';
import { examinePermissions } from './posting-permissions.ts';
import type { Examined } from './render/doctor.ts';

/** What the bot may do in a channel, as Discord tells it just now. */
export async function examine(status: ChannelStatus, client: Client): Promise<Examined> {
  const channel = await client.channels.fetch(status.channelId).catch(() => null);
  if (!channel || channel.isDMBased()) return { status, permissions: null, isRoleGone: false };
  const roleId = status.subscription?.roleId ?? null;
  const role = roleId === null ? null : (channel.guild.roles.cache.get(roleId) ?? null);
  return { status, permissions: examinePermissions(channel, role), isRoleGone: roleId !== null && !role };
}
