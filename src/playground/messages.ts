import { emptyMessage, missingAccess, missingPermissions, unknownMessage } from './errors.ts';
import type { MessageBody, StoredEmbed } from './limits.ts';
import { type Channel, type Message, type MessageEvent, PERMISSIONS } from './model.ts';

/** For this long Discord answers a repeated nonce with the first message. */
const NONCE_KEPT_MS = 3 * 60_000;

interface Options {
  readonly newId: () => string;
  readonly now: () => number;
  readonly announce: (event: MessageEvent) => void;
}

/** The messages of all channels. */
export function createMessages({ newId, now, announce }: Options) {
  const byChannel = new Map<string, Message[]>();
  const nonces = new Map<string, { readonly message: Message; readonly sentMs: number }>();

  const list = (channelId: string): Message[] => {
    const messages = byChannel.get(channelId) ?? [];
    byChannel.set(channelId, messages);
    return messages;
  };

  function create(channelId: string, body: MessageBody, interaction: Message['interaction'] = null): Message {
    const key = body.enforce_nonce && body.nonce ? `${channelId} ${body.nonce}` : null;
    const earlier = key ? nonces.get(key) : undefined;
    if (earlier && now() - earlier.sentMs < NONCE_KEPT_MS) return earlier.message;
    if (isEmpty(body)) throw emptyMessage();
    const message: Message = {
      id: newId(),
      channelId,
      timestamp: new Date(now()).toISOString(),
      editedTimestamp: null,
      content: body.content ?? '',
      embeds: collapse(body.embeds ?? []),
      components: body.components ?? [],
      flags: body.flags ?? 0,
      nonce: body.nonce === null || body.nonce === undefined ? null : String(body.nonce),
      pinged: new Set(pingsOf(body.content ?? '', body.allowed_mentions)),
      interaction,
    };
    list(channelId).push(message);
    if (key) nonces.set(key, { message, sentMs: now() });
    announce({ kind: 'created', message });
    return message;
  }

  function edit(message: Message, body: MessageBody): Message {
    if (body.content !== undefined) message.content = body.content ?? '';
    if (body.embeds !== undefined) message.embeds = collapse(body.embeds ?? []);
    if (body.components !== undefined) message.components = body.components ?? [];
    if (!message.content && message.embeds.length === 0) throw emptyMessage();
    message.editedTimestamp = new Date(now()).toISOString();
    for (const ping of pingsOf(message.content, body.allowed_mentions)) message.pinged.add(ping);
    announce({ kind: 'edited', message });
    return message;
  }

  return {
    create,
    edit,
    /** @throws ApiError 10008 */
    get(channelId: string, id: string): Message {
      const message = list(channelId).find((each) => each.id === id);
      if (!message) throw unknownMessage();
      return message;
    },
    /** Newest first. */
    page(channelId: string, limit: number, before: string | null): Message[] {
      const older = before === null ? list(channelId) : list(channelId).filter(({ id }) => BigInt(id) < BigInt(before));
      return older.slice(-limit).reverse();
    },
    remove(channelId: string, id: string): void {
      const messages = list(channelId);
      const at = messages.findIndex((each) => each.id === id);
      const [message] = at === -1 ? [] : messages.splice(at, 1);
      if (!message) throw unknownMessage();
      announce({ kind: 'deleted', message });
    },
    /** Oldest first. */
    all: (channelId: string): readonly Message[] => list(channelId),
    forgetNonces: (): void => nonces.clear(),
  };
}

const isEmpty = ({ content, embeds, components }: MessageBody): boolean =>
  !content && !embeds?.length && !components?.length;

/** Embeds with the address of an earlier one are merged into it: their texts are not shown. */
function collapse(embeds: readonly StoredEmbed[]): StoredEmbed[] {
  const seen = new Set<string>();
  return embeds.filter(({ url }) => {
    if (url && seen.has(url)) return false;
    if (url) seen.add(url);
    return true;
  });
}

/** Discord's rule: without `allowed_mentions` everything in the content pings; embeds do not. */
function pingsOf(content: string, allowed: MessageBody['allowed_mentions']): string[] {
  const may = (kind: 'everyone' | 'users' | 'roles') => !allowed || allowed.parse?.includes(kind) === true;
  const users = [...content.matchAll(/<@!?(\d+)>/g)].map(([, id = '']) => id);
  const roles = [...content.matchAll(/<@&(\d+)>/g)].map(([, id = '']) => id);
  return [
    ...(/@(?:everyone|here)/.test(content) && may('everyone') ? ['everyone'] : []),
    ...users.filter((id) => may('users') || allowed?.users?.includes(id)),
    ...roles.filter((id) => may('roles') || allowed?.roles?.includes(id)),
  ];
}

/** @throws ApiError 50001 or 50013 where the bot may not do what it asks for. */
export function checkMayPost(channel: Channel, body: MessageBody): void {
  checkMay(channel, PERMISSIONS.sendMessages);
  if (body.embeds?.length) checkMay(channel, PERMISSIONS.embedLinks);
}

export function checkMay({ botPermissions }: Channel, permission: bigint): void {
  if (!(botPermissions & PERMISSIONS.viewChannel)) throw missingAccess();
  if (!(botPermissions & permission)) throw missingPermissions();
}
