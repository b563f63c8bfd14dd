import { ChannelType, type Client, PermissionFlagsBits, type PermissionsBitField } from 'discord.js';

/** What the gateway has told of channels, without asking Discord. */
export interface ChannelDirectory {
  /** Null for a channel that the bot does not see. */
  guildOf(channelId: string): string | null;
  /** Whether its messages can be published to other servers. */
  isAnnouncement(channelId: string): boolean;
  /** Also for a channel that is not known: the answer to a request then tells. */
  mayReadHistory(channelId: string): boolean;
  /** Whether everything that a post takes is allowed, as far as is known. */
  mayPost(channelId: string): boolean;
  /** Where a server's moderators are told of faults: their own channel, then Discord's system channel. */
  noticeChannels(guildId: string): readonly string[];
  /** Called with a server's id whenever channels or permissions there may have changed. @returns how to stop listening. */
  onChange(listener: (guildId: string) => void): () => void;
}

export function createDirectory(client: Client<true>): ChannelDirectory {
  const guildChannel = (channelId: string) => {
    const channel = client.channels.cache.get(channelId);
    return channel && !channel.isDMBased() ? channel : null;
  };
  const permissionsIn = (channelId: string): Readonly<PermissionsBitField> | null =>
    guildChannel(channelId)?.permissionsFor(client.user) ?? null;

  return {
    guildOf: (channelId) => guildChannel(channelId)?.guildId ?? null,
    isAnnouncement: (channelId) => guildChannel(channelId)?.type === ChannelType.GuildAnnouncement,
    mayReadHistory: (channelId) => permissionsIn(channelId)?.has(PermissionFlagsBits.ReadMessageHistory) ?? true,
    mayPost(channelId) {
      const send = guildChannel(channelId)?.isThread() ? 'SendMessagesInThreads' : 'SendMessages';
      return permissionsIn(channelId)?.has(['ViewChannel', send, 'EmbedLinks', 'ReadMessageHistory']) ?? false;
    },
    noticeChannels(guildId) {
      const guild = client.guilds.cache.get(guildId);
      return [guild?.publicUpdatesChannelId, guild?.systemChannelId].filter((id) => typeof id === 'string');
    },
    onChange(listener) {
      const ofChannel = (channel: { readonly id: string }) => {
        const guildId = guildChannel(channel.id)?.guildId;
        if (guildId) listener(guildId);
      };
      const ofChange = (_: unknown, now: { readonly id: string }) => ofChannel(now);
      const ofRole = ({ guild }: { readonly guild: { readonly id: string } }) => listener(guild.id);
      const ofRoleChange = (_: unknown, now: { readonly guild: { readonly id: string } }) => ofRole(now);
      const ofGuild = ({ id }: { readonly id: string }) => listener(id);
      client.on('channelCreate', ofChannel).on('channelUpdate', ofChange).on('threadUpdate', ofChange);
      client.on('roleUpdate', ofRoleChange).on('roleDelete', ofRole).on('guildCreate', ofGuild);
      return () => {
        client.off('channelCreate', ofChannel).off('channelUpdate', ofChange).off('threadUpdate', ofChange);
        client.off('roleUpdate', ofRoleChange).off('roleDelete', ofRole).off('guildCreate', ofGuild);
      };
    },
  };
}
