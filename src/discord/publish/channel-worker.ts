import type { Logger } from 'pino';
import type { ChannelFault } from '../../store/channel-faults.ts';
import type { Operation, Work } from '../../store/outbox.ts';
import type { Store } from '../../store/store.ts';
import { type Failure, failureOf } from '../faults.ts';
import type { Deliver } from './deliver.ts';
import { createPause } from './pause.ts';

/** Waits before tries after a failure, in milliseconds; the last one from then on. */
export interface Waits {
  /** Discord or the network has a fault. */
  readonly passingMs: readonly number[];
  /** The channel is closed to the bot. */
  readonly quarantineMs: readonly number[];
  /** Discord limits edits or crossposts, and does not say for how long. */
  readonly limitedMs: readonly number[];
}

/** Work of one kind that rests. */
interface Hold {
  /** By a clock that nobody sets: `performance.now()`. */
  readonly untilMs: number;
  /** In a row. */
  readonly count: number;
  /** Until somebody gives the bot a permission: one that comes back ends it. */
  readonly isForbidden: boolean;
}

interface Job {
  readonly operation: Operation;
  readonly work: Work;
}

interface WorkerOptions {
  readonly channelId: string;
  readonly store: Store;
  readonly deliver: Deliver;
  readonly tell: (fault: ChannelFault) => Promise<void>;
  readonly log: Logger;
  readonly waits: Waits;
  readonly onFatal: (message: string) => void;
}

/** Works off what is to be done in one channel, whatever becomes of the others. */
export interface ChannelWorker {
  /** Begins, or goes on at once: there is something new, or a fault may be over. */
  wake(): void;
  /** Permissions have changed: what was forbidden is tried at once. */
  permitted(): void;
  /** While there is something to be done now. */
  running(): Promise<void> | null;
  /** A fault that may pass by itself; null for none. */
  fault(): ChannelFault | null;
  close(): void;
}

/** After so many refusals without a known reason an operation is set aside, so that it does not hold up the others. */
const REFUSALS_MAX = 5;
/** In turn: a thousand posts do not hold up a correction, nor the other way round. */
const WORKS: readonly Work[] = ['posts', 'edits', 'notes', 'key crossposts', 'crossposts'];

export function createChannelWorker(options: WorkerOptions): ChannelWorker {
  const { channelId, store, deliver, log, waits } = options;
  const pause = createPause();
  let running: Promise<void> = Promise.resolve();
  let isActive = false;
  let closed = false;
  let failures = 0;
  let passing: ChannelFault | null = null;
  let faulty = store.faults.get(channelId)?.work ?? null;
  let turn = 0;
  let timer: NodeJS.Timeout | undefined;
  const holds = new Map<Work, Hold>();

  const waitFor = (list: readonly number[], count: number): number => list[Math.min(count, list.length - 1)] ?? 0;

  function nextJob(): Job | null {
    for (let tried = 0; tried < WORKS.length; tried++) {
      const work = WORKS[turn++ % WORKS.length] ?? 'posts';
      if ((holds.get(work)?.untilMs ?? 0) > performance.now()) continue;
      const operation = store.outbox.next(channelId, work);
      if (operation) return { operation, work };
    }
    return null;
  }

  async function work(): Promise<void> {
    while (!closed) {
      let job: Job | null = null;
      try {
        job = nextJob();
        if (!job) return rest();
        await deliver(job.operation);
        recovered(job.work);
      } catch (error) {
        await pause.wait(await handle(job, failureOf(error)).catch((worse) => suffer(failureOf(worse))));
      }
    }
    isActive = false;
  }

  function recovered(kind: Work): void {
    failures = 0;
    holds.delete(kind);
    if (faulty === kind) endFault();
    if (passing) log.info({ channelId, since: passing.since }, 'posting goes on');
    passing = null;
  }

  function endFault(): void {
    const over = store.faults.clear(channelId);
    if (over) log.info({ channelId, since: over.since }, `${over.work} go on`);
    faulty = null;
  }

  /** @returns how long to wait before anything else is done in this channel, in milliseconds. */
  async function handle(job: Job | null, failure: Failure): Promise<number> {
    if (failure.kind === 'fatal') {
      closed = true;
      options.onFatal(failure.message);
      return 0;
    }
    if (!job || failure.kind === 'passing') return suffer(failure);
    if (failure.kind === 'channel') return forbid(job.work, failure);
    if (failure.kind === 'limited') return hold(job.work, failure, failure.waitMs);
    const { operation } = job;
    if (failure.kind === 'doubtful' && operation.attempts + 1 < REFUSALS_MAX) {
      store.outbox.countRefusal(operation, failure.message);
      return hold(job.work, failure, waitFor(waits.passingMs, operation.attempts));
    }
    setAside(operation, failure);
    return 0;
  }

  function suffer({ message, ...failure }: Failure): number {
    const waitMs = waitFor(waits.passingMs, failures++);
    const remedy = 'remedy' in failure ? failure.remedy : 'wait';
    if (message !== passing?.reason) log.error({ channelId }, `posting waits: ${message}`);
    const since = passing?.since ?? new Date().toISOString();
    const nextTryAt = new Date(Date.now() + waitMs).toISOString();
    passing = { channelId, since, reason: message, remedy, attempts: failures, nextTryAt, toldAt: null };
    return waitMs;
  }

  /** Forbidden posts let the whole channel rest, other work itself alone: members wait for posts most. */
  async function forbid(work: Work, { message, remedy }: Extract<Failure, { kind: 'channel' }>): Promise<number> {
    const before = store.faults.get(channelId);
    const tries = before?.work === work ? before.attempts : (holds.get(work)?.count ?? 0);
    const waitMs = waitFor(waits.quarantineMs, tries);
    const nextTryAt = new Date(Date.now() + waitMs).toISOString();
    const fault = store.faults.record({ channelId, work, reason: message, remedy, nextTryAt });
    faulty = fault.work;
    if (before?.reason !== message) log.error({ channelId, nextTryAt }, `${work} wait: ${message}`);
    if (work !== 'posts') rests(work, waitMs, message, true);
    if (!store.subscriptions.get(channelId)) abandon(message);
    await options.tell(fault);
    return work === 'posts' ? waitMs : 0;
  }

  /** Nobody subscribes the channel any more, and nobody lets the bot in: its old posts stay as they are. */
  function abandon(reason: string): void {
    const dropped = store.outbox.clear(channelId);
    store.faults.clear(channelId);
    faulty = null;
    log.warn({ channelId, dropped }, `posts in a channel that is no longer subscribed stay as they are: ${reason}`);
  }

  /** Lets work of one kind rest; what is about other things goes on. @param told - how long, where Discord said it. */
  function hold(work: Work, failure: Failure, told: number | null): number {
    const { message } = failure;
    const error = 'isPlanned' in failure ? null : message;
    const count = holds.get(work)?.count ?? 0;
    // told once, Discord is believed
    const waitMs = told !== null && count === 0 ? told : Math.max(told ?? 0, waitFor(waits.limitedMs, count));
    rests(work, waitMs, error, false);
    log.warn({ channelId, waitMs }, `${work} wait: ${message}`);
    return 0;
  }

  function rests(work: Work, waitMs: number, error: string | null, isForbidden: boolean): void {
    const count = (holds.get(work)?.count ?? 0) + 1;
    holds.set(work, { untilMs: performance.now() + waitMs, count, isForbidden });
    store.outbox.noteWait(channelId, work, new Date(Date.now() + waitMs).toISOString(), error);
  }

  function setAside(operation: Operation, { kind, message }: Failure): void {
    const { lane, target } = operation;
    if (kind === 'gone' && lane === 'note') store.answers.forget(target);
    else if (kind === 'gone') store.posts.markDeleted(operation);
    else if (kind === 'done') store.posts.completeCrosspost(operation);
    else store.posts.refuse(operation, message);
    const level = kind === 'gone' || kind === 'done' ? 'info' : 'error';
    log[level]({ channelId, lane, target }, `set aside: ${message}`);
  }

  /** In one go with finding nothing to do: what comes after it wakes the worker again. */
  function rest(): void {
    // its message was deleted, say
    if (faulty && faulty !== 'posts' && !store.outbox.next(channelId, faulty)) endFault();
    const waiting = [...holds].filter(([work]) => store.outbox.next(channelId, work) !== null);
    const untilMs = Math.min(...waiting.map(([, hold]) => hold.untilMs));
    if (waiting.length > 0) timer = setTimeout(wake, Math.max(0, untilMs - performance.now()) + 1);
    isActive = false;
  }

  function wake(): void {
    if (closed) return;
    clearTimeout(timer);
    pause.end();
    if (isActive) return;
    isActive = true;
    running = work();
  }

  function permitted(): void {
    for (const [work, hold] of holds) if (hold.isForbidden) holds.delete(work);
    wake();
  }

  return {
    wake,
    permitted,
    running: () => (isActive ? running : null),
    fault: () => passing,
    close() {
      closed = true;
      clearTimeout(timer);
      pause.end();
    },
  };
}
