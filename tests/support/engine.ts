import { examineQuestion } from '../../src/answer/ask.ts';
import type { Engine } from '../../src/answer/engine.ts';
import type { Entry } from '../../src/corpus/entry.ts';
import { decideSwap } from '../../src/engine/swap.ts';
import { buildEdition, type Edition } from '../../src/search/edition.ts';
import { entriesAbout } from '../../src/search/topic.ts';

/** An engine over entries in memory, by words alone: what `corpus` holds at a reload is what it reads. */
export function createTestEngine(corpus: { entries: readonly Entry[] }): Engine {
  let edition: Edition | null = null;
  return {
    ask: async (question) => {
      if (!edition) throw new Error('no edition');
      return (await examineQuestion(edition, question, null)).answer;
    },
    about: async (topic, entryIds) => (edition ? entriesAbout(edition, topic, entryIds, null) : []),
    edition: () => edition,
    status: () => ({ mode: 'lexical', model: 'none', modelError: null, building: null }),
    async reload({ force }) {
      const reload = decideSwap(edition?.entries ?? null, corpus.entries, [], force);
      if (reload.outcome === 'swapped') {
        edition = await buildEdition({ number: (edition?.number ?? 0) + 1, entries: corpus.entries, embeddings: null });
      }
      return reload;
    },
    close: async () => undefined,
  };
}
