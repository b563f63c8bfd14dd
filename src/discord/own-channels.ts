import type { Client } from 'discord.js';
import type { ChannelStatus } from '../store/channel-status.ts';

interface Placed {
  readonly channelId: string;
  readonly guildId: string | null;
}

export const placeOfStatus = ({ channelId, subscription }: ChannelStatus): Placed => ({
  channelId,
  guildId: subscription?.guildId ?? null,
});

/** Those of some channels that a server's members may hear of; one that nobody can place is the operator's affair, and shown too. */
export const channelsOf = <T>(
  all: readonly T[],
  placeOf: (each: T) => Placed,
  guildId: string | null,
  client: Client,
): readonly T[] =>
  all.filter((each) => {
    const { channelId, guildId: remembered } = placeOf(each);
    const channel = client.channels.cache.get(channelId);
    const own = channel && !channel.isDMBased() ? channel.guildId : remembered;
    return own === guildId || own === null;
  });
