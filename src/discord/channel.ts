import { createHash } from 'node:crypto';
import type { APIEmbed, Client, SendableChannels } from 'discord.js';
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
    fingerprint: (entry) => fingerprintOf(renderEntry(entry, texts)),
    async send(entry, nonce) {
      const channel = await open();
      const embeds = [renderEntry(entry, texts)];
      const message = await channel.send({ embeds, nonce, enforceNonce: true, allowedMentions: { parse: [] } });
      return message.id;
    },
    async findPosted(fingerprint, others) {
      const channel = await open();
      const messages = await channel.messages.fetch({ limit: RECENT_MESSAGES });
      const own = messages.find(
        ({ id, author, embeds }) =>
          author.id === client.user?.id &&
          !others.has(id) &&
          embeds.some(({ data }) => fingerprintOf(data) === fingerprint),
      );
      return own?.id ?? null;
    },
  };
}

/** Over what Discord gives back as it was sent; times it writes in a form of its own. */
function fingerprintOf({ title, description, url, footer, timestamp }: APIEmbed): string {
  const shown = [title ?? '', description ?? '', url ?? '', footer?.text ?? '', timestamp ? Date.parse(timestamp) : 0];
  const text = shown.map((each) => String(each).replace(/\s+/g, ' ').trim()).join('\n');
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}
