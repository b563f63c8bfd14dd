import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import {
  AutoModel,
  AutoTokenizer,
  env,
  type PreTrainedModel,
  type PreTrainedTokenizer,
  Tensor,
} from '@xenova/transformers';
import { checkDimensions } from './kernel/kernel.ts';
import { memoise } from './memo.ts';

/** What one forward pass says of one text. */
export interface Encoded {
  /** Unit length, `dimensions` numbers. */
  readonly vector: Float32Array;
  /** One row of `dimensions` numbers of unit length per token of the text, special tokens and prefix left out. */
  readonly tokens: Float32Array;
}

/** Which side of the search a text is on: asymmetric encoders want to be told. */
export type Side = 'question' | 'passage';

export interface Encoder {
  /** Folder or hub name. */
  readonly name: string;
  /** Names the weights: vectors of one id may be compared with each other and with no others. */
  readonly id: string;
  readonly dimensions: number;
  /** How many token ids of text fit into one pass. */
  readonly maxTokens: number;
  /** Token ids of a text, with neither special tokens nor prefix. */
  tokenise(text: string): number[];
  /** One forward pass over token ids as `tokenise` gives them; each list is cut to `maxTokens`. */
  encode(side: Side, batch: readonly (readonly number[])[]): Promise<Encoded[]>;
}

export interface DownloadProgress {
  readonly file: string;
  /** 0 to 100. */
  readonly percent: number;
}

interface LoadOptions {
  /** A folder with the model's files, or a hub name such as `Xenova/multilingual-e5-base`, downloaded once. */
  readonly model: string;
  /** Where a downloaded model is kept. */
  readonly cacheDir: string;
  readonly onDownload?: (progress: DownloadProgress) => void;
}

/** @throws when the model's files are missing, damaged, or cannot be downloaded. */
export async function loadEncoder({ model, cacheDir, onDownload }: LoadOptions): Promise<Encoder> {
  const folder = resolve(model);
  const local = existsSync(folder);
  if (!local && !/^[\w.-]+\/[\w.-]+$/.test(model)) {
    throw new Error(`EMBEDDING_MODEL: expected a folder or a hub name such as "owner/name", got "${model}"`);
  }
  env.allowRemoteModels = !local;
  env.localModelPath = dirname(folder);
  env.cacheDir = cacheDir;
  const name = local ? basename(folder) : model;
  const options = local ? {} : { progress_callback: reportDownload(onDownload) };
  const network = await AutoModel.from_pretrained(name, { ...options, quantized: true });
  globalThis.gc?.(); // the file's bytes, twice: freed before the tokenizer's vocabulary needs as much again
  const tokenizer = await AutoTokenizer.from_pretrained(name, options);
  return createEncoder(name, local ? `${name}@${await weightsHash(folder)}` : name, tokenizer, network);
}

const reportDownload =
  (report: LoadOptions['onDownload']) =>
  (event: { status: string; file?: string; progress?: number }): void => {
    if (event.status === 'progress') report?.({ file: event.file ?? '', percent: event.progress ?? 0 });
  };

async function weightsHash(folder: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(resolve(folder, 'onnx/model_quantized.onnx')), hash);
  return hash.digest('hex').slice(0, 16);
}

/** E5 models were trained with these words before each text (Wang et al., arXiv 2402.05672, section 3). */
const E5_PREFIX: Readonly<Record<Side, string>> = { question: 'query:', passage: 'passage:' };

async function createEncoder(
  name: string,
  id: string,
  tokenizer: PreTrainedTokenizer,
  network: PreTrainedModel,
): Promise<Encoder> {
  const tokenise = wordByWord((text) => tokenizer.encode(text, null, { add_special_tokens: false }));
  const frame = frameOf(tokenizer);
  const prefixes = /(^|[-_/])e5/i.test(name)
    ? { question: tokenise(E5_PREFIX.question), passage: tokenise(E5_PREFIX.passage) }
    : { question: [], passage: [] };
  const longestPrefix = Math.max(prefixes.question.length, prefixes.passage.length);
  const maxTokens = Math.min(Number(tokenizer.model_max_length) || 512, 512) - frame.length - longestPrefix;

  async function encode(side: Side, batch: readonly (readonly number[])[]): Promise<Encoded[]> {
    const prefix = prefixes[side];
    const rows = batch.map((ids) => [frame.start, ...prefix, ...ids.slice(0, maxTokens), frame.end]);
    const output: Record<string, Tensor> = await network(padded(rows, frame.pad));
    return rows.map((row, at) => readRow(output, at, row.length, 1 + prefix.length));
  }

  const [probe] = await encode('question', [tokenise('a')]);
  const dimensions = probe?.vector.length ?? 0;
  checkDimensions(dimensions);
  return { name, id, dimensions, maxTokens, tokenise, encode };
}

type Tokenise = (text: string) => number[];

/** Signs, alphabets and spaces of all kinds, to see whether a tokenizer looks beyond a word. */
const WORDS_OF_ALL_KINDS =
  'Der „Haushalt“ (2024):  3,5\u00a0% – Умєров sagte: «Ні»!\nDon’t, ½ ﬁn… C++/#x 🙂 東京 naïve';

/**
 * Most tokenizers take a text word by word, and most words of a liveblog come again: to remember theirs makes it ten times
 * as fast, and a start with 10,000 entries in the cache seconds long.
 */
function wordByWord(tokenise: Tokenise): Tokenise {
  const ofWord = memoise(tokenise);
  const ofWords = (text: string): number[] => (text.match(/\S+/g) ?? []).flatMap(ofWord);
  const [whole, joined] = [tokenise(WORDS_OF_ALL_KINDS), ofWords(WORDS_OF_ALL_KINDS)];
  return whole.length === joined.length && whole.every((id, at) => id === joined[at]) ? ofWords : tokenise;
}

/** The special tokens that the tokenizer sets around one text. */
function frameOf(tokenizer: PreTrainedTokenizer) {
  const framed = tokenizer.encode('');
  const start = framed.at(0);
  const end = framed.at(-1);
  if (framed.length !== 2 || start === undefined || end === undefined) {
    throw new Error(`Expected a tokenizer that sets one token before and one after a text, got ${framed.length}`);
  }
  return { start, end, pad: Number(tokenizer.pad_token_id ?? 0), length: 2 };
}

function padded(rows: readonly number[][], pad: number): Record<string, Tensor> {
  const width = Math.max(...rows.map((row) => row.length));
  const fill = (valueAt: (row: number[], column: number) => number) => {
    const data = new BigInt64Array(rows.length * width);
    rows.forEach((row, r) => {
      for (let c = 0; c < width; c++) data[r * width + c] = BigInt(valueAt(row, c));
    });
    return new Tensor('int64', data, [rows.length, width]);
  };
  return {
    input_ids: fill((row, c) => row[c] ?? pad),
    attention_mask: fill((row, c) => (c < row.length ? 1 : 0)),
    token_type_ids: fill(() => 0),
  };
}

/** `sentence_embedding` and `token_vectors` where the model has them, else both made from `last_hidden_state`. */
function readRow(output: Record<string, Tensor>, row: number, length: number, skip: number): Encoded {
  const centred = output.token_vectors;
  const states = centred ?? output.last_hidden_state;
  if (!states)
    throw new Error(`Expected a model with the output last_hidden_state, got ${Object.keys(output).join(', ')}`);
  const [, width = 0, dimensions = 0] = states.dims;
  const from = (first: number, last: number) =>
    numbersOf(states, (row * width + first) * dimensions, (row * width + last) * dimensions);
  const tokens = from(skip, length - 1);
  if (!centred) normaliseRows(tokens, dimensions);
  const pooled = output.sentence_embedding;
  const vector = pooled
    ? numbersOf(pooled, row * dimensions, (row + 1) * dimensions)
    : meanOfRows(from(0, length), dimensions);
  return { vector, tokens };
}

function numbersOf({ data, type }: Tensor, first: number, last: number): Float32Array {
  if (!(data instanceof Float32Array)) throw new Error(`Expected a model whose outputs are float32, got ${type}`);
  return data.slice(first, last);
}

function meanOfRows(rows: Float32Array, dimensions: number): Float32Array {
  const mean = new Float32Array(dimensions);
  for (let i = 0; i < rows.length; i++) mean[i % dimensions] = (mean[i % dimensions] ?? 0) + (rows[i] ?? 0);
  return normaliseRows(mean, dimensions);
}

function normaliseRows(rows: Float32Array, dimensions: number): Float32Array {
  for (let at = 0; at < rows.length; at += dimensions) {
    const row = rows.subarray(at, at + dimensions);
    const norm = Math.sqrt(row.reduce((sum, x) => sum + x * x, 0)) || 1;
    row.forEach((x, i) => {
      row[i] = x / norm;
    });
  }
  return rows;
}
