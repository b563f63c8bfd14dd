import { EngineBusy } from '../answer/engine.ts';
import type { Call, Reply, Request, Results } from './protocol.ts';

/** A call that was under way when the process died is made once more, and no more: it may be what kills it. */
const TRIES_MAX = 2;

/** The process ended again and again during one call. */
export class EngineDied extends Error {
  override readonly name = 'EngineDied';
  constructor() {
    super('The search engine’s process ended twice while it worked on this: its last words are in the log above.');
  }
}

interface Pending {
  readonly call: Call;
  readonly resolve: (value: Results[Call['method']]) => void;
  readonly reject: (error: Error) => void;
  tries: number;
}

/** Calls to the engine's process that wait for their replies. */
export interface Calls {
  request<M extends Call['method']>(call: Call & { readonly method: M }): Promise<Results[M]>;
  settle(reply: Extract<Reply, { readonly id: number }>): void;
  /** Takes out what was under way: a new process is told anew where it stands. */
  takeUnfinished(): () => void;
  abandon(): void;
}

/** Whoever asks may ask again. */
const isQuestion = ({ method }: Call): boolean => method === 'ask' || method === 'about';

/** @param post hands a request to the process; false when there is none just now */
export function createCalls(post: (request: Request) => boolean): Calls {
  const pending = new Map<number, Pending>();
  let nextId = 1;

  function send(id: number, each: Pending): void {
    if (post({ ...each.call, id })) each.tries += 1;
  }

  function resend(id: number, each: Pending): void {
    const isAboutOldProcess = each.call.method === 'start' || each.call.method === 'restore';
    if (!isAboutOldProcess && each.tries < TRIES_MAX) send(id, each);
    else {
      pending.delete(id);
      each.reject(isQuestion(each.call) ? new EngineBusy(null) : new EngineDied());
    }
  }

  return {
    request: (call) =>
      new Promise((resolve, reject) => {
        const each: Pending = { call, resolve: (value) => resolve(value as never), reject, tries: 0 };
        pending.set(nextId, each);
        send(nextId++, each);
      }),
    settle(reply) {
      const each = pending.get(reply.id);
      pending.delete(reply.id);
      if (reply.kind === 'failure') each?.reject(errorFrom(reply.name, reply.message));
      else each?.resolve(reply.value);
    },
    takeUnfinished() {
      const unfinished = [...pending];
      return () => {
        for (const [id, each] of unfinished) resend(id, each);
      };
    },
    abandon() {
      for (const each of pending.values()) each.reject(new EngineBusy(null));
      pending.clear();
    },
  };
}

const errorFrom = (name: string, message: string): Error =>
  name === 'EngineBusy' ? new EngineBusy(null) : Object.assign(new Error(message), { name });
