import type { Logger } from 'pino';
import type { Entry } from '../../corpus/entry.ts';
import type { ChannelFault } from '../../store/channel-faults.ts';
import type { ChannelStatus } from '../../store/channel-status.ts';
import type { EditionChanges, ReadEdition } from '../../store/editions.ts';
import type { PostingRules } from '../../store/queue-posts.ts';
import type { Store } from '../../store/store.ts';
import { type Failure, failureOf } from '../faults.ts';
import { type ChannelWorker, createChannelWorker, type Waits } from './channel-worker.ts';
import { createDelivery } from './deliver.ts';
import type { ChannelDirectory } from './directory.ts';
import type { MessageApi } from './message-api.ts';
import { createNotices } from './notices.ts';
import { createPause } from './pause.ts';

export interface PublisherOptions {
  readonly store: Store;
  readonly api: MessageApi;
  readonly directory: ChannelDirectory;
  readonly rules: Omit<PostingRules, 'follows'>;
  /** Ids of the entries of the served edition that are about a topic. */
  readonly entriesAbout: (topic: string) => Promise<ReadonlySet<string>>;
  readonly log: Logger;
  /** The bot can no longer run; the message says what to do. */
  readonly onFatal: (message: string) => void;
  readonly waits?: Waits;
  /** How long `close` waits for what is under way, in milliseconds. */
  readonly closeDeadlineMs?: number;
}

export interface Publisher {
  /**
   * Writes down what the edition means for every channel, then posts and edits. Resolves when nothing is left that can be
   * done now. @param entries - newest first. @param unreadSources - what should be in the edition and could not be read whole.
   */
  publish(entries: readonly Entry[], unreadSources: readonly string[]): Promise<void>;
  /** Goes on with what an earlier start left, before there is an edition. */
  resume(): void;
  /** Per channel what waits, and why. */
  status(): readonly ChannelStatus[];
  /** Waits for what is under way, a few seconds at most; what still waits is done after the next start. */
  close(): Promise<void>;
}

const WAITS: Waits = {
  passingMs: [500, 2_000, 10_000, 30_000, 120_000, 300_000],
  quarantineMs: [30_000, 60_000, 300_000, 900_000],
  limitedMs: [60_000, 300_000, 900_000, 3_600_000],
};
const CLOSE_DEADLINE_MS = 5_000;

export function createPublisher(options: PublisherOptions): Publisher {
  const { store, directory, log, waits = WAITS, closeDeadlineMs = CLOSE_DEADLINE_MS } = options;
  const deliver = createDelivery(options);
  const tell = createNotices(options);
  const workers = new Map<string, ChannelWorker>();
  const pause = createPause();
  let edition: ReadEdition | null = null;
  let isWrittenDown = true;
  let writing: Promise<void> = Promise.resolve();
  let isWriting = false;
  let closed = false;
  /** Why what is new cannot be written down. */
  let fault: Pick<ChannelFault, 'since' | 'reason' | 'remedy'> | null = null;

  async function write(): Promise<void> {
    let failures = 0;
    while (!closed && edition && !isWrittenDown) {
      try {
        isWrittenDown = true; // until another one comes
        report(await record(edition));
        fault = null;
        wakeWorkers();
      } catch (error) {
        isWrittenDown = false;
        suffer(failureOf(error));
        await pause.wait(waits.passingMs[Math.min(failures++, waits.passingMs.length - 1)] ?? 0);
      }
    }
    isWriting = false;
  }

  function suffer({ message, ...failure }: Failure): void {
    if (message !== fault?.reason) log.error(`what is new cannot be written down yet: ${message}`);
    const remedy = 'remedy' in failure ? failure.remedy : 'wait';
    fault = { since: fault?.since ?? new Date().toISOString(), reason: message, remedy };
  }

  async function record(current: ReadEdition): Promise<EditionChanges> {
    for (const { channelId, guildId: known } of store.subscriptions.list()) {
      const guildId = directory.guildOf(channelId);
      if (guildId && guildId !== known) store.subscriptions.setGuild(channelId, guildId);
    }
    const topics = new Set(store.subscriptions.list().flatMap(({ topic }) => (topic === null ? [] : [topic])));
    const about = new Map<string, ReadonlySet<string>>();
    for (const topic of topics) about.set(topic, await options.entriesAbout(topic));
    return store.recordEdition(current, {
      ...options.rules,
      follows: ({ topic }, { id }) => topic === null || about.get(topic)?.has(id) === true,
    });
  }

  function report({ added, corrected, withdrawn, returned }: EditionChanges): void {
    const counts = { added: added.length, corrected: corrected.length, withdrawn: withdrawn.length };
    const isChanged = added.length + corrected.length + withdrawn.length + returned.length > 0;
    if (isChanged) log.info({ ...counts, returned: returned.length }, 'an edition is written down');
  }

  function wakeWorkers(): void {
    for (const channelId of store.outbox.channelIds()) workerFor(channelId).wake();
  }

  function workerFor(channelId: string): ChannelWorker {
    const worker =
      workers.get(channelId) ??
      createChannelWorker({ channelId, store, deliver, tell, log, waits, onFatal: options.onFatal });
    workers.set(channelId, worker);
    return worker;
  }

  function startWriting(): void {
    pause.end();
    if (isWriting) return;
    isWriting = true;
    writing = write();
  }

  async function drained(): Promise<void> {
    while (!closed) {
      const busy = underWay();
      if (busy.length === 0) return;
      await Promise.all(busy);
    }
  }

  function underWay(): Promise<void>[] {
    const working = [...workers.values()].map((worker) => worker.running()).filter((each) => each !== null);
    return isWriting ? [writing, ...working] : working;
  }

  function faultOf(channelId: string): ChannelFault | null {
    const passing = workers.get(channelId)?.fault() ?? null;
    if (passing || !fault) return passing;
    return { channelId, ...fault, attempts: 1, nextTryAt: new Date().toISOString(), toldAt: null };
  }

  const stopListening = [
    store.subscriptions.onChange(() => {
      isWrittenDown = false;
      if (edition) startWriting();
    }),
    store.answers.onNote(wakeWorkers),
    // a permission that came back ends the wait
    directory.onChange((guildId) => {
      for (const [channelId, worker] of workers) {
        if (store.faults.get(channelId) && directory.guildOf(channelId) === guildId && directory.mayPost(channelId))
          worker.permitted();
      }
    }),
  ];

  return {
    async publish(entries, unreadSources) {
      edition = { entries, unreadSources };
      isWrittenDown = false;
      startWriting();
      await drained();
    },
    resume() {
      if (store.outbox.isWhole()) wakeWorkers();
    },
    status: () =>
      store.channelStatuses().map((status) => ({ ...status, fault: status.fault ?? faultOf(status.channelId) })),
    async close() {
      closed = true;
      pause.end();
      for (const stop of stopListening) stop();
      for (const worker of workers.values()) worker.close();
      let timer: NodeJS.Timeout | undefined;
      const deadline = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, closeDeadlineMs);
      });
      await Promise.race([Promise.all(underWay()), deadline]);
      clearTimeout(timer);
    },
  };
}
