import type { Entry } from '../corpus/entry.ts';
import type { Encoder } from './embed.ts';
import { embedPassages, type KnownPassage } from './embed-passages.ts';
import type { EmbeddingCache } from './embedding-cache.ts';
import type { VectorRows } from './kernel/kernel.ts';
import { detectLanguage, type Language } from './language.ts';
import { buildLexicalIndex, type LexicalIndex } from './lexical.ts';
import { createPause } from './pacer.ts';
import { type DraftPassage, type Passage, splitIntoPassages } from './passages.ts';

/** The encoder with where its embeddings are kept. */
export interface Embeddings {
  readonly encoder: Encoder;
  readonly cache: EmbeddingCache;
}

/** All entries with lexical index and passage vectors at one moment; immutable. */
export interface Edition {
  readonly number: number;
  /** ISO 8601. */
  readonly builtAt: string;
  /** Newest first. */
  readonly entries: readonly Entry[];
  /** Of each entry, in their order. */
  readonly languages: readonly Language[];
  /** In the order of the entries. */
  readonly passages: readonly Passage[];
  readonly lexical: LexicalIndex;
  /** One row of unit length per passage, in their order; null without an encoder. */
  readonly vectors: VectorRows | null;
}

export type OnProgress = (done: number, total: number) => void;

interface BuildOptions {
  readonly number: number;
  readonly entries: readonly Entry[];
  /** Null: the edition can be searched by words alone. */
  readonly embeddings: Embeddings | null;
  /** Made with the same embeddings: what both have in common is taken over from it. */
  readonly previous?: Edition | null;
  readonly onProgress?: OnProgress;
}

/** Without an encoder passages are measured in characters, about four to a token. */
const CHARACTERS_PER_TOKEN = 4;
/** Of an entry, enough to tell its language. */
const LANGUAGE_CHARACTERS = 2_000;

/** Embeds and indexes only what neither the previous edition nor the cache holds; gives way to other work. */
export async function buildEdition(options: BuildOptions): Promise<Edition> {
  const { number, entries, embeddings, previous = null, onProgress } = options;
  const { languages, passages: drafts } = await readEntries(entries, embeddings, previous);
  const vectors = embeddings && (await embedPassages(drafts, embeddings, previous, onProgress));
  const passages = drafts.map(({ entry, sentences, hash }): Passage => ({ entry, sentences, hash }));
  const indexed = entries.map((entry, at) => ({ entry, language: languages[at] ?? 'de' }));
  const lexical = await buildLexicalIndex(indexed, passages, previous?.lexical);
  return { number, builtAt: new Date().toISOString(), entries, languages, passages, lexical, vectors };
}

async function readEntries(entries: readonly Entry[], embeddings: Embeddings | null, previous: Edition | null) {
  const pause = createPause();
  const tokenise = embeddings?.encoder.tokenise ?? estimateTokens;
  const takeOver = previous ? takingOverFrom(previous) : () => null;
  const languages: Language[] = [];
  const passages: (DraftPassage | KnownPassage)[] = [];
  for (const [at, entry] of entries.entries()) {
    const known = takeOver(entry, at);
    languages.push(known?.language ?? languageOf(entry));
    passages.push(...(known?.passages ?? (await splitIntoPassages(entry, at, tokenise, pause))));
    await pause();
  }
  return { languages, passages };
}

/** Finds what an edition knows of an entry whose text it has had. */
function takingOverFrom({ entries, languages, passages }: Edition) {
  const indexOf = new Map(entries.map(({ id }, at) => [id, at]));
  const starts = new Uint32Array(entries.length + 1);
  for (const { entry } of passages) starts[entry + 1] = (starts[entry + 1] ?? 0) + 1;
  for (let at = 0; at < entries.length; at++) starts[at + 1] = (starts[at + 1] ?? 0) + (starts[at] ?? 0);
  return (entry: Entry, at: number): { language: Language; passages: KnownPassage[] } | null => {
    const before = indexOf.get(entry.id) ?? -1;
    const [old, language, first] = [entries[before], languages[before], starts[before] ?? 0];
    if (!old || !language || !hasSameText(old, entry)) return null;
    const own = passages.slice(first, starts[before + 1]);
    return { language, passages: own.map((passage, i) => ({ ...passage, entry: at, row: first + i })) };
  };
}

const hasSameText = (a: Entry, b: Entry): boolean =>
  a.headline === b.headline &&
  a.body.length === b.body.length &&
  a.body.every(({ text }, at) => text === b.body[at]?.text);

const estimateTokens = (text: string): number[] => new Array(Math.ceil(text.length / CHARACTERS_PER_TOKEN)).fill(0);

const languageOf = ({ headline, body }: Entry): Language =>
  detectLanguage([headline, ...body.map((block) => block.text)].join(' ').slice(0, LANGUAGE_CHARACTERS));
