import { emptyMessage, unknownMessage } from './errors.ts';
import type { MessageBody, StoredEmbed } from './limits.ts';
import { type PingRights, pingsOf } from './mentions.ts';
import { FLAG_EPHEMERAL, FLAG_SUPPRESS_EMBEDS, type Message, type MessageEvent, type MessageOrigin } from './model.ts';

/** For this long Discord answers a repeated nonce with the first message. */
const NONCE_KEPT_MS = 3 * 60_000;

interface Options {
  readonly newId: () => string;
  readonly now: () => number;
  readonly announce: (event: MessageEvent) => void;
  readonly botId: string;
  readonly pingRights: (channelId: string) => PingRights;
}

/** Who wrote a message, and why; the bot of its own accord where nothing is said. */
interface Circumstances {
  readonly authorId?: string;
  readonly interaction?: MessageOrigin;
}

/** Which page of a channel's messages; one of the ids at most. */
export interface Page {
  readonly limit: number;
  readonly before?: string | undefined;
  readonly after?: string | undefined;
  readonly around?: string | undefined;
}

/** The messages of all channels. */
export function createMessages({ newId, now, announce, botId, pingRights }: Options) {
  const byChannel = new Map<string, Map<string, Message>>();
  const nonces = new Map<string, { readonly message: Message; readonly sentMs: number }>();

  /** In the order in which they were made, which is that of their ids. */
  const messagesOf = (channelId: string): Map<string, Message> => {
    const messages = byChannel.get(channelId) ?? new Map<string, Message>();
    byChannel.set(channelId, messages);
    return messages;
  };

  function create(channelId: string, body: MessageBody, { authorId, interaction }: Circumstances = {}): Message {
    const key = body.enforce_nonce && body.nonce ? `${channelId} ${body.nonce}` : null;
    const earlier = key ? nonces.get(key) : undefined;
    if (earlier && now() - earlier.sentMs < NONCE_KEPT_MS) return earlier.message;
    if (!body.content && !body.embeds?.length && !body.components?.length) throw emptyMessage();
    const message: Message = {
      ...{ id: newId(), channelId, authorId: authorId ?? botId, timestamp: new Date(now()).toISOString() },
      editedTimestamp: null,
      content: body.content ?? '',
      embeds: collapse(body.embeds ?? []),
      components: body.components ?? [],
      flags: body.flags ?? 0,
      nonce: body.nonce === null || body.nonce === undefined ? null : String(body.nonce),
      pinged: new Set(pingsOf(body.content ?? '', body.allowed_mentions, pingRights(channelId))),
      interaction: interaction ?? null,
    };
    messagesOf(channelId).set(message.id, message);
    if (key) nonces.set(key, { message, sentMs: now() });
    announce({ kind: 'created', message });
    return message;
  }

  function edit(message: Message, body: MessageBody): Message {
    const content = body.content === undefined ? message.content : (body.content ?? '');
    const embeds = body.embeds === undefined ? message.embeds : collapse(body.embeds ?? []);
    if (!content && embeds.length === 0) throw emptyMessage();
    if (body.components !== undefined) message.components = body.components ?? [];
    if (typeof body.flags === 'number')
      message.flags = (message.flags & ~FLAG_SUPPRESS_EMBEDS) | (body.flags & FLAG_SUPPRESS_EMBEDS);
    Object.assign(message, { content, embeds, editedTimestamp: new Date(now()).toISOString() });
    const pings = pingsOf(content, body.allowed_mentions, pingRights(message.channelId));
    for (const ping of pings) message.pinged.add(ping);
    announce({ kind: 'edited', message });
    return message;
  }

  /** @throws ApiError 10008, also for a message that only one member sees: it is reached by its interaction alone. */
  function get(channelId: string, id: string): Message {
    const message = messagesOf(channelId).get(id);
    if (!message || message.flags & FLAG_EPHEMERAL) throw unknownMessage();
    return message;
  }

  return {
    create,
    edit,
    get,
    /** Newest first, as Discord lists them; `after` takes the oldest ones after it. */
    page(channelId: string, { limit, before, after, around }: Page): Message[] {
      const all = [...messagesOf(channelId).values()].filter(({ flags }) => !(flags & FLAG_EPHEMERAL));
      const older = (id: string) => all.filter((each) => BigInt(each.id) < BigInt(id)).slice(-limit);
      const newer = (id: string) => all.filter((each) => BigInt(each.id) > BigInt(id)).slice(0, limit);
      if (around !== undefined) {
        const half = Math.floor(limit / 2);
        const middle = all.filter(({ id }) => id === around);
        return [...older(around).slice(-half), ...middle, ...newer(around).slice(0, half)].slice(-limit).reverse();
      }
      if (after !== undefined) return newer(after).reverse();
      return (before === undefined ? all.slice(-limit) : older(before)).reverse();
    },
    remove(message: Message): void {
      messagesOf(message.channelId).delete(message.id);
      announce({ kind: 'deleted', message });
    },
    /** Oldest first, with those that only one member sees. */
    all: (channelId: string): readonly Message[] => [...messagesOf(channelId).values()],
    forgetNonces: (): void => nonces.clear(),
  };
}

/** Embeds with the address of an earlier one are merged into it: their texts are not shown. */
function collapse(embeds: readonly StoredEmbed[]): StoredEmbed[] {
  const seen = new Set<string>();
  return embeds.filter(({ url }) => {
    if (url && seen.has(url)) return false;
    if (url) seen.add(url);
    return true;
  });
}
