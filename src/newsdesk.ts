import type { Logger } from 'pino';
import type { Engine, Reload, ReloadReport } from './answer/engine.ts';
import { formatProblem, type Problem } from './corpus/problem.ts';
import type { Publisher } from './discord/publish/publisher.ts';

/** Brings the corpus into the engine and what is new in it to the publisher. */
export interface Newsdesk {
  readonly reload: (options: { readonly force: boolean }) => Promise<Reload>;
  /** Null before the corpus was read for the first time. */
  readonly lastReload: () => ReloadReport | null;
  /** Ids of those entries of the served edition that are about a topic in words. @throws EngineBusy */
  readonly entriesAbout: (topic: string) => Promise<ReadonlySet<string>>;
  /** Publishes the edition that is served, and every later one. */
  readonly publishWith: (publisher: Publisher) => void;
  /** Resolves when nothing waits to be posted. */
  readonly drained: () => Promise<void>;
}

export function createNewsdesk({ engine, log }: { readonly engine: Engine; readonly log: Logger }): Newsdesk {
  let publisher: Publisher | null = null;
  let last: ReloadReport | null = null;
  let posting: Promise<void> = Promise.resolve();
  let modelError: string | null = null;

  function publish(): void {
    const edition = engine.edition();
    if (!publisher || !edition) return;
    const unread = problemsIn(last)
      .filter(({ severity }) => severity === 'error')
      .map(({ source }) => source);
    posting = publisher.publish(edition.entries, [...new Set(unread)]);
  }

  return {
    async reload(options) {
      const reload = await engine.reload(options);
      logReload(reload, problemsIn(last), log);
      last = { at: new Date().toISOString(), reload };
      const found = engine.status().modelError;
      if (found && found !== modelError) log.error(found);
      modelError = found;
      publish();
      return reload;
    },
    lastReload: () => last,
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

const problemsIn = (report: ReloadReport | null): readonly Problem[] => report?.reload.problems ?? [];

/** @param known what the log has said before. */
function logReload(reload: Reload, known: readonly Problem[], log: Logger): void {
  const before = new Set(known.map(formatProblem));
  for (const problem of reload.problems.filter((each) => !before.has(formatProblem(each))))
    log[problem.severity === 'error' ? 'error' : 'warn'](formatProblem(problem));
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
