import { z } from 'zod';
import { NoResponse } from '../interactions.ts';
import type { Member } from '../model.ts';
import type { StandIn } from '../stand-in.ts';
import { type Desk, DeskError } from './desk.ts';
import type { Actions, Failure } from './protocol.ts';

/** What the page asks for, carried out on the stand-in and the desk. */

const TEXT_MAX = 20_000;
const id = z.string().max(100);
const byMember = { memberId: id, channelId: id, locale: z.string().max(10) };
const text = z.object({
  headline: z.string().max(500),
  authors: z.string().max(500),
  body: z.string().max(TEXT_MAX),
  isKey: z.boolean(),
});

const bodies = {
  run: z.object({
    ...byMember,
    command: z.string().max(32),
    options: z.record(z.string().max(32), z.union([z.string().max(6_000), z.number(), z.boolean()])),
  }),
  complete: z.object({
    ...byMember,
    command: z.string().max(32),
    option: z.string().max(32),
    typed: z.string().max(6_000),
  }),
  press: z.object({
    ...byMember,
    messageId: id,
    customId: z.string().max(100),
    values: z.array(z.string().max(100)).max(25).optional(),
  }),
  save: z.object({ id: z.string().max(2_000).nullable(), text }),
  withdraw: z.object({ id: z.string().max(2_000) }),
  restore: z.object({ id: z.string().max(2_000) }),
  reset: z.object({}),
} satisfies { readonly [Name in keyof Actions]: z.ZodType<Actions[Name]['body']> };

type Name = keyof Actions;
export const isAction = (name: string): name is Name => Object.hasOwn(bodies, name);

const refused = (message: string): Failure => ({ error: 'refused', message });

export function createActions(standIn: StandIn, desk: Desk | null) {
  function memberOf({ memberId, locale }: { readonly memberId: string; readonly locale: string }): Member {
    const member = [standIn.reader, standIn.moderator].find((each) => each.id === memberId);
    if (!member) throw new DeskError(`Expected a member of the server, got ${memberId}`);
    member.locale = locale;
    return member;
  }

  function deskOrThrow(): Desk {
    if (!desk) throw new DeskError('Expected a copy of the corpus to work on, there is none');
    return desk;
  }

  const done = { ok: true } as const;
  const carryOut: { readonly [N in Name]: (body: Actions[N]['body']) => Promise<Actions[N]['answer']> } = {
    async run(body) {
      await standIn.run(memberOf(body), body.channelId, body.command, body.options).acknowledged;
      return done;
    },
    async complete(body) {
      const pending = standIn.complete(memberOf(body), body.channelId, body.command, body.option, body.typed);
      return { choices: await pending.choices };
    },
    async press(body) {
      await standIn.press(memberOf(body), body.channelId, body.messageId, body.customId, body.values).acknowledged;
      return done;
    },
    async save(body) {
      await deskOrThrow().save(body.id, body.text);
      return done;
    },
    async withdraw(body) {
      await deskOrThrow().withdraw(body.id);
      return done;
    },
    async restore(body) {
      await deskOrThrow().restore(body.id);
      return done;
    },
    async reset() {
      await deskOrThrow().reset();
      return done;
    },
  };

  /** Never throws: what cannot be done is said in the answer. */
  return async function act<N extends Name>(name: N, given: unknown): Promise<Actions[N]['answer']> {
    const parsed = bodies[name].safeParse(given);
    if (!parsed.success) return refused(z.prettifyError(parsed.error));
    try {
      return await carryOut[name](parsed.data as Actions[N]['body']);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      return error instanceof NoResponse ? { error: 'no-response', message } : refused(message);
    }
  };
}
