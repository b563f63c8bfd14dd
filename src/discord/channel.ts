import type { APIEmbed, Client, SendableChannels } from 'discord.js';
import type { Entry } from '../corpus/entry.ts';
import type { PostChannel } from './publisher.ts';
import { renderEntry } from './render/entry.ts';
import type { Texts } from './texts/de.ts';

/** How far back the channel is searched for a message whose sending was cut off. */
const RECENT_MESSAGES = 100;

/** A Discord channel that entries are posted in; everything is looked up anew, so that it works again when it can. */
export function createPostChannel(client: Client, channelId: string, texts: Texts): PostChannel {
  async function open(): Promise<SendableChannels> {
    const channel = await client.channels.fetch(channelId);
    if (channel?.isSendable()) return channel;
    throw new Error(
      `LIVEBLOG_CHANNEL_ID ${channelId} takes no messages: set it to the id of a text or announcement channel`,
    );
  }

  return {
    async send(entry, nonce) {
      const channel = await open();
      const embeds = [renderEntry(entry, texts)];
      const message = await channel.send({ embeds, nonce, enforceNonce: true, allowedMentions: { parse: [] } });
      return message.id;
    },
    async findPosted(entry: Entry) {
      const channel = await open();
      const messages = await channel.messages.fetch({ limit: RECENT_MESSAGES });
      const wanted = renderEntry(entry, texts);
      const own = messages.find(
        ({ author, embeds }) => author.id === client.user?.id && embeds.some(({ data }) => showsSame(data, wanted)),
      );
      return own?.id ?? null;
    },
  };
}

const showsSame = (a: APIEmbed, b: APIEmbed): boolean =>
  a.title === b.title && a.description === b.description && (a.url ?? '') === (b.url ?? '');
