import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLocalEngine } from '../src/engine/local.ts';
import type { SearchEngine } from './search-engine.ts';

export const MODEL = 'models/multilingual-e5-small';

export const thisEngine: SearchEngine = {
  name: 'this engine',
  async prepare(entries) {
    const dataDir = mkdtempSync(join(tmpdir(), 'liveblog-bench-')); // a new one: nothing is embedded yet
    const engine = createLocalEngine({ corpus: [], model: MODEL, dataDir });
    await engine.restore({ number: 0, builtAt: new Date().toISOString(), entries: [] }); // waits for the encoder
    const { modelError } = engine.status();
    if (modelError) throw new Error(modelError);
    return async () => {
      await engine.restore({ number: 1, builtAt: new Date().toISOString(), entries });
      return {
        async search(question) {
          const { answer, ranking } = await engine.examine(question);
          return { hits: ranking.map((id, at) => ({ id, score: 1 / (at + 1) })), answer };
        },
        async close() {
          await engine.close();
          rmSync(dataDir, { recursive: true });
        },
        embeddedMs: 0,
      };
    };
  },
};
