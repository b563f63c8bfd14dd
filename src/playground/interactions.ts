import { randomBytes } from 'node:crypto';
import { ApiError, acknowledgedBefore, unknownInteraction, unknownWebhook } from './errors.ts';
import { check, choicesBody, type MessageBody, messageBody } from './limits.ts';
import type { createMessages } from './messages.ts';
import { FLAG_EPHEMERAL, FLAG_LOADING, type Member, type Message } from './model.ts';

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
  /** The message with its content: at once, or when the deferred reply was edited. */
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

interface Open {
  readonly id: string;
  readonly token: string;
  readonly kind: 'command' | 'autocomplete';
  readonly command: string;
  readonly channelId: string;
  readonly member: Member;
  readonly startedMs: number;
  acknowledged: boolean;
  message: Message | null;
  readonly settle: {
    readonly acknowledge: () => void;
    readonly reply: (message: Message) => void;
    readonly choices: (choices: readonly Choice[]) => void;
    readonly fail: (error: Error) => void;
  };
}

interface Options {
  readonly newId: () => string;
  readonly now: () => number;
  readonly messages: ReturnType<typeof createMessages>;
}

export function createInteractions({ newId, now, messages }: Options) {
  const byToken = new Map<string, Open>();

  function open(kind: Open['kind'], command: string, channelId: string, member: Member): PendingInteraction {
    const acknowledged = deferred<void>();
    const reply = deferred<Message>();
    const choices = deferred<readonly Choice[]>();
    const fail = (error: Error): void => {
      for (const { reject } of [acknowledged, reply, choices]) reject(error);
    };
    const token = randomBytes(32).toString('base64url');
    const startedMs = now();
    const interaction: Open = {
      ...{ id: newId(), token, kind, command, channelId, member, startedMs, acknowledged: false, message: null },
      settle: { acknowledge: acknowledged.resolve, reply: reply.resolve, choices: choices.resolve, fail },
    };
    byToken.set(token, interaction);
    setTimeout(() => {
      if (!interaction.acknowledged) fail(new NoResponse(`/${command} was not answered within 3 seconds`));
    }, RESPONSE_WITHIN_MS).unref();
    return {
      id: interaction.id,
      token,
      acknowledged: acknowledged.promise,
      reply: reply.promise,
      choices: choices.promise,
    };
  }

  /** POST /interactions/{id}/{token}/callback. @throws ApiError 10062 when it is late, 40060 when it is the second one. */
  function callback(id: string, token: string, body: unknown): void {
    const interaction = byToken.get(token);
    if (interaction?.id !== id || (!interaction.acknowledged && now() - interaction.startedMs > RESPONSE_WITHIN_MS)) {
      throw unknownInteraction();
    }
    if (interaction.acknowledged) throw acknowledgedBefore();
    const { type, data } = body as { type?: number; data?: unknown };
    if (interaction.kind === 'autocomplete') {
      if (type !== 8) throw new ApiError(400, 50035, 'Invalid Form Body');
      interaction.settle.choices(check(choicesBody, data).choices);
    } else if (type === 4) respond(interaction, check(messageBody, data));
    else if (type === 5) defer(interaction, check(messageBody, data ?? {}));
    else throw new ApiError(400, 50035, 'Invalid Form Body');
    interaction.acknowledged = true;
    interaction.settle.acknowledge();
  }

  const origin = ({ id, command, member }: Open): Message['interaction'] => ({ id, command, memberId: member.id });

  function respond(interaction: Open, body: MessageBody): void {
    interaction.message = messages.create(interaction.channelId, body, origin(interaction));
    interaction.settle.reply(interaction.message);
  }

  function defer(interaction: Open, { flags }: MessageBody): void {
    const loading = { content: '…', flags: ((flags ?? 0) & FLAG_EPHEMERAL) | FLAG_LOADING };
    interaction.message = messages.create(interaction.channelId, loading, origin(interaction));
  }

  function find(token: string): { interaction: Open; message: Message } {
    const interaction = byToken.get(token);
    if (!interaction || now() - interaction.startedMs > TOKEN_VALID_MS) throw unknownWebhook();
    if (!interaction.message) throw unknownWebhook();
    return { interaction, message: interaction.message };
  }

  return {
    open,
    callback,
    original: (token: string): Message => find(token).message,
    /** PATCH /webhooks/{application}/{token}/messages/@original */
    editOriginal(token: string, body: MessageBody): Message {
      const { interaction, message } = find(token);
      if (message.flags & FLAG_LOADING) {
        message.content = '';
        message.flags &= ~FLAG_LOADING;
      }
      messages.edit(message, body);
      interaction.settle.reply(message);
      return message;
    },
    deleteOriginal(token: string): void {
      const { message } = find(token);
      messages.remove(message.channelId, message.id);
    },
    followUp(token: string, body: MessageBody): Message {
      const { interaction } = find(token);
      return messages.create(interaction.channelId, body, origin(interaction));
    },
  };
}
