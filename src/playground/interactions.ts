import { randomBytes } from 'node:crypto';
import { ApiError, acknowledgedBefore, unknownInteraction, unknownMessage, unknownWebhook } from './errors.ts';
import { check, choicesBody, type MessageBody, messageBody } from './limits.ts';
import type { createMessages } from './messages.ts';
import { FLAG_EPHEMERAL, FLAG_LOADING, type Member, type Message, type MessageOrigin } from './model.ts';

/** A bot must answer within this time, or the member sees that it did not respond. */
const RESPONSE_WITHIN_MS = 3_000;
const TOKEN_VALID_MS = 15 * 60_000;

export interface Choice {
  readonly name: string;
  readonly value: string | number;
}

/** The member's side of one interaction. */
export interface PendingInteraction {
  readonly id: string;
  readonly token: string;
  /** The first response; rejects with NoResponse after 3 seconds. */
  readonly acknowledged: Promise<void>;
  /**
   * The first message with content: a reply at once, a deferred one when it was edited, or the message with the
   * component when the bot updates that instead. Pending for ever where a component's message is left as it is.
   */
  readonly reply: Promise<Message>;
  /** Of an autocomplete. */
  readonly choices: Promise<readonly Choice[]>;
}

/** A promise with its ends; nobody has to wait for it. */
function deferred<T>() {
  let resolve: (value: T) => void = () => undefined;
  let reject: (error: Error) => void = () => undefined;
  const promise = new Promise<T>((settle, fail) => {
    resolve = settle;
    reject = fail;
  });
  promise.catch(() => undefined);
  return { promise, resolve, reject };
}

export class NoResponse extends Error {
  override readonly name = 'NoResponse';
}

/** What a member did. */
export type Cause =
  | { readonly kind: 'command' | 'autocomplete'; readonly command: string }
  | { readonly kind: 'component'; readonly source: Message };

interface Open {
  readonly id: string;
  readonly token: string;
  readonly cause: Cause;
  readonly channelId: string;
  readonly member: Member;
  readonly startedMs: number;
  acknowledged: boolean;
  /** `@original` */
  message: Message | null;
  readonly settle: {
    readonly acknowledge: () => void;
    readonly reply: (message: Message) => void;
    readonly choices: (choices: readonly Choice[]) => void;
    readonly fail: (error: Error) => void;
  };
}

/** What a bot may answer first (Discord API documentation, "Interaction Callback Type"). */
const CALLBACK = { message: 4, deferredMessage: 5, deferredUpdate: 6, update: 7, choices: 8 } as const;
const ALLOWED: Readonly<Record<Cause['kind'], readonly number[]>> = {
  command: [CALLBACK.message, CALLBACK.deferredMessage],
  autocomplete: [CALLBACK.choices],
  component: [CALLBACK.message, CALLBACK.deferredMessage, CALLBACK.deferredUpdate, CALLBACK.update],
};

interface Options {
  readonly newId: () => string;
  readonly now: () => number;
  readonly messages: ReturnType<typeof createMessages>;
}

export function createInteractions({ newId, now, messages }: Options) {
  const byToken = new Map<string, Open>();

  function open(cause: Cause, channelId: string, member: Member): PendingInteraction {
    const acknowledged = deferred<void>();
    const reply = deferred<Message>();
    const choices = deferred<readonly Choice[]>();
    const fail = (error: Error): void => {
      for (const { reject } of [acknowledged, reply, choices]) reject(error);
    };
    const [id, token] = [newId(), randomBytes(32).toString('base64url')];
    const interaction: Open = {
      ...{ id, token, cause, channelId, member, startedMs: now(), acknowledged: false, message: null },
      settle: { acknowledge: acknowledged.resolve, reply: reply.resolve, choices: choices.resolve, fail },
    };
    byToken.set(token, interaction);
    const what = cause.kind === 'component' ? 'the component' : `/${cause.command}`;
    setTimeout(() => {
      if (!interaction.acknowledged) fail(new NoResponse(`${what} was not answered within 3 seconds`));
    }, RESPONSE_WITHIN_MS).unref();
    setTimeout(() => byToken.delete(token), TOKEN_VALID_MS).unref();
    return { id, token, acknowledged: acknowledged.promise, reply: reply.promise, choices: choices.promise };
  }

  /**
   * POST /interactions/{id}/{token}/callback. @returns what is `@original` from then on; null for choices.
   * @throws ApiError 10062 when it is late, 40060 when it is the second one.
   */
  function callback(id: string, token: string, body: unknown): Message | null {
    const interaction = byToken.get(token);
    if (interaction?.id !== id || (!interaction.acknowledged && now() - interaction.startedMs > RESPONSE_WITHIN_MS)) {
      throw unknownInteraction();
    }
    if (interaction.acknowledged) throw acknowledgedBefore();
    const { type, data } = (body ?? {}) as { type?: number; data?: unknown };
    if (type === undefined || !ALLOWED[interaction.cause.kind].includes(type))
      throw new ApiError(400, 50035, 'Invalid Form Body');
    if (type === CALLBACK.choices) interaction.settle.choices(check(choicesBody, data).choices);
    else interaction.message = respond(interaction, type, check(messageBody, data ?? {}));
    interaction.acknowledged = true;
    interaction.settle.acknowledge();
    return interaction.message;
  }

  function respond(interaction: Open, type: number, body: MessageBody): Message {
    const { cause, settle } = interaction;
    if (type === CALLBACK.deferredMessage) {
      const loading = { content: '…', flags: ((body.flags ?? 0) & FLAG_EPHEMERAL) | FLAG_LOADING };
      return messages.create(interaction.channelId, loading, { interaction: originOf(interaction) });
    }
    if (cause.kind === 'component' && type === CALLBACK.deferredUpdate) return cause.source;
    const isUpdate = cause.kind === 'component' && type === CALLBACK.update;
    const message = isUpdate ? messages.edit(cause.source, body) : createReply(interaction, body);
    settle.reply(message);
    return message;
  }

  const createReply = (interaction: Open, body: MessageBody): Message =>
    messages.create(interaction.channelId, body, { interaction: originOf(interaction) });

  /** @throws ApiError 10015 when the token has lapsed or nothing was answered yet. */
  function find(token: string): { interaction: Open; message: Message } {
    const interaction = byToken.get(token);
    if (!interaction?.message || now() - interaction.startedMs > TOKEN_VALID_MS) throw unknownWebhook();
    return { interaction, message: interaction.message };
  }

  /** A message of this interaction. @param id - `@original`, or that of a follow-up. */
  function messageOf(token: string, id: string): Message {
    const { interaction, message } = find(token);
    if (/^(?:@|%40)original$/.test(id) || id === message.id) return message;
    const own = messages.all(interaction.channelId).find((each) => each.id === id);
    if (own?.interaction?.id !== interaction.id) throw unknownMessage();
    return own;
  }

  function edit(token: string, id: string, body: MessageBody): Message {
    const message = messageOf(token, id);
    if (message.flags & FLAG_LOADING) {
      message.content = '';
      message.flags &= ~FLAG_LOADING;
    }
    messages.edit(message, body);
    find(token).interaction.settle.reply(message);
    return message;
  }

  return {
    open,
    callback,
    messageOf,
    edit,
    remove: (token: string, id: string): void => messages.remove(messageOf(token, id)),
    /** POST /webhooks/{application}/{token}: the first one after a deferred reply takes its place. */
    followUp(token: string, body: MessageBody): Message {
      const { interaction, message } = find(token);
      if (message.flags & FLAG_LOADING) return edit(token, message.id, body);
      const followUp = createReply(interaction, body);
      interaction.settle.reply(followUp);
      return followUp;
    },
  };
}

const originOf = ({ id, member, cause }: Open): MessageOrigin => ({
  ...{ id, memberId: member.id },
  ...(cause.kind === 'component' ? { messageId: cause.source.id } : { command: cause.command }),
});
