import type { Logger } from 'pino';
import type { Engine, Reload } from './answer/engine.ts';
import { formatProblem, type Problem } from './corpus/problem.ts';
import type { Publisher } from './discord/publish/publisher.ts';

/** Brings the corpus into the engine and what is new in it to the publisher. */
export interface Newsdesk {
  readonly reload: (options: { readonly force: boolean }) => Promise<Reload>;
  /** What was wrong with the corpus when it was read last. */
  readonly problems: () => readonly Problem[];
  /** Ids of those entries of the served edition that are about a topic in words. @throws EngineBusy */
  readonly entriesAbout: (topic: string) => Promise<ReadonlySet<string>>;
  /** Publishes the edition that is served, and every later one. */
  readonly publishWith: (publisher: Publisher) => void;
  /** Resolves when nothing waits to be posted. */
  readonly drained: () => Promise<void>;
}

export function createNewsdesk({ engine, log }: { readonly engine: Engine; readonly log: Logger }): Newsdesk {
  let publisher: Publisher | null = null;
  let problems: readonly Problem[] = [];
  let posting: Promise<void> = Promise.resolve();
  let modelError: string | null = null;

  function publish(): void {
    const edition = engine.edition();
    if (!publisher || !edition) return;
    const unread = problems.filter(({ severity }) => severity === 'error').map(({ source }) => source);
    posting = publisher.publish(edition.entries, [...new Set(unread)]);
  }

  return {
    async reload(options) {
      const reload = await engine.reload(options);
      problems = reload.problems;
      logReload(reload, log);
      const found = engine.status().modelError;
      if (found && found !== modelError) log.error(found);
      modelError = found;
      publish();
      return reload;
    },
    problems: () => problems,
    async entriesAbout(topic) {
      const ids = engine.edition()?.entries.map(({ id }) => id) ?? [];
      return new Set(await engine.about(topic, ids));
    },
    publishWith(newPublisher) {
      publisher = newPublisher;
      publish();
    },
    drained: () => posting,
  };
}

function logReload(reload: Reload, log: Logger): void {
  for (const problem of reload.problems) log[problem.severity === 'error' ? 'error' : 'warn'](formatProblem(problem));
  if (reload.outcome === 'kept') {
    const { entries, lost } = reload;
    log.error(
      { entries, lost },
      'the old edition stays: the new one lost more than half of its entries (/reload force:True swaps)',
    );
  } else if (reload.outcome === 'swapped') {
    const { added, changed, removed } = reload.changes;
    log.info({ added: added.length, changed: changed.length, removed: removed.length }, 'a new edition is served');
  }
}
