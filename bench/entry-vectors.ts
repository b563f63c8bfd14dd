import type { Entry } from '../src/corpus/entry.ts';
import type { Encoder, Side } from '../src/search/embed.ts';
import { createVectorRows } from '../src/search/kernel/kernel.ts';
import { documentOf, rankingEngine, type SearchEngine } from './search-engine.ts';

async function embed(text: string, side: Side, encoder: Encoder): Promise<Float32Array> {
  const [encoded] = await encoder.encode(side, [encoder.tokenise(text)]);
  if (!encoded) throw new Error(`Expected one vector for "${text}", got none`);
  return encoded.vector;
}

/** The whole entry in one forward pass, cut where the encoder ends. */
export function embedEntry(entry: Entry, encoder: Encoder): Promise<Float32Array> {
  const { headline, text } = documentOf(entry);
  return embed(`${headline}\n${text}`, 'passage', encoder);
}

export const embedQuestion = (question: string, encoder: Encoder): Promise<Float32Array> =>
  embed(question, 'question', encoder);

export const cosineEngine = (encoder: Encoder): SearchEngine =>
  rankingEngine('cosine of sentence vectors', async (entries) => {
    const vectors = createVectorRows(entries.length, encoder.dimensions);
    for (const [at, entry] of entries.entries())
      vectors.rows.set(await embedEntry(entry, encoder), at * encoder.dimensions);
    return async (question) => {
      const cosines = vectors.cosines(await embedQuestion(question, encoder));
      return entries.map(({ id }, at) => ({ id, score: cosines[at] ?? 0 })).sort((a, b) => b.score - a.score);
    };
  });
