import { type Examined, examineQuestion } from '../answer/ask.ts';
import {
  type EditionView,
  type Engine,
  EngineBusy,
  type EngineStatus,
  type Progress,
  type Reload,
} from '../answer/engine.ts';
import { CorpusError } from '../corpus/files.ts';
import type { Problem } from '../corpus/problem.ts';
import { type Corpus, readCorpus } from '../corpus/read.ts';
import { buildEdition, type Edition } from '../search/edition.ts';
import type { DownloadProgress } from '../search/embed.ts';
import { entriesAbout, type TopicScores } from '../search/topic.ts';
import { type EmbeddingOptions, type LoadedEmbeddings, loadEmbeddings } from './embeddings.ts';
import { decideSwap } from './swap.ts';

export interface EngineOptions extends EmbeddingOptions {
  /** Files and folders of the corpus. */
  readonly corpus: readonly string[];
}

export interface EngineEvents {
  readonly onProgress?: (progress: Progress) => void;
  readonly onDownload?: (progress: DownloadProgress) => void;
}

export interface LocalEngine extends Engine {
  /** Serves an edition that another process had, without reading the corpus. */
  restore(view: EditionView): Promise<void>;
  /** An answer with its ranking, for measurements. */
  examine(question: string): Promise<Examined>;
}

/** The engine in this process: it holds the event loop for as long as a forward pass takes. */
export function createLocalEngine(options: EngineOptions, events: EngineEvents = {}): LocalEngine {
  const loading: Promise<LoadedEmbeddings> = loadEmbeddings(options, events.onDownload);
  let loaded: LoadedEmbeddings | null = null;
  let edition: Edition | null = null;
  let corpus: Corpus | undefined;
  let building: Progress | null = null;
  let queue: Promise<unknown> = Promise.resolve();
  const topicScores: TopicScores = new Map();

  const inTurn = <T>(job: () => Promise<T>): Promise<T> => {
    const result = queue.then(job);
    queue = result.catch(() => undefined);
    return result;
  };

  async function build(number: number, entries: EditionView['entries']): Promise<Edition> {
    loaded = await loading;
    const onProgress = (done: number, total: number) => {
      building = { done, total };
      events.onProgress?.(building);
    };
    return buildEdition({ number, entries, embeddings: loaded.embeddings, previous: edition, onProgress });
  }

  async function reload(force: boolean): Promise<Reload> {
    building = { done: 0, total: 0 };
    try {
      const read = await readCorpus(options.corpus, force ? undefined : corpus).catch(asLostCorpus(edition));
      const reloaded = decideSwap(edition?.entries ?? null, read.entries, read.problems, force);
      if (reloaded.outcome === 'swapped') edition = await build((edition?.number ?? 0) + 1, read.entries);
      if (reloaded.outcome !== 'kept') corpus = read;
      return reloaded;
    } finally {
      building = null;
    }
  }

  async function served(): Promise<Edition> {
    if (!edition) await queue;
    if (!edition) throw new EngineBusy(building);
    return edition;
  }

  const examine = async (question: string): Promise<Examined> =>
    examineQuestion(await served(), question, (await loading).embeddings);

  return {
    ask: async (question) => (await examine(question)).answer,
    examine,
    about: async (topic, entryIds) =>
      entriesAbout(await served(), topic.trim(), entryIds, (await loading).embeddings, topicScores),
    edition: () => edition && viewOf(edition),
    status: (): EngineStatus => ({
      mode: loaded && !loaded.embeddings ? 'lexical' : 'hybrid',
      model: options.model.split('/').at(-1) ?? options.model,
      modelError: loaded?.error ?? null,
      building,
    }),
    reload: ({ force }) => inTurn(() => reload(force)),
    restore: (view) =>
      inTurn(async () => {
        edition = { ...(await build(view.number, view.entries)), builtAt: view.builtAt };
        building = null;
      }),
    async close() {
      await queue;
      (await loading).embeddings?.cache.close();
    },
  };
}

/** A corpus that cannot be read is no reason to stop once an edition is served. */
const asLostCorpus =
  (edition: Edition | null) =>
  (error: unknown): Corpus => {
    if (!edition || !(error instanceof CorpusError)) throw error;
    const problem: Problem = { source: 'corpus', place: null, reason: error.message, severity: 'error' };
    return { entries: [], problems: [problem], documents: new Map() };
  };

const viewOf = ({ number, builtAt, entries }: Edition): EditionView => ({ number, builtAt, entries });
