import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { AutoTokenizer } from '@xenova/transformers';
import { beforeAll, expect, test } from 'vitest';
import { readCorpus } from '../../src/corpus/read.ts';
import { type Encoder, loadEncoder } from '../../src/search/embed.ts';
import { dot } from '../support/late-interaction.ts';
import { tempFolder } from '../support/temp.ts';

const MODEL = 'models/multilingual-e5-small';
let encoder: Encoder;

beforeAll(async () => {
  encoder = await loadEncoder({ model: MODEL, cacheDir: 'unused' });
});

const cosine = (a: Float32Array, b: Float32Array): number => dot(a, 0, b, 0, a.length);
async function vectorOf(side: 'question' | 'passage', text: string): Promise<Float32Array> {
  const [encoded] = await encoder.encode(side, [encoder.tokenise(text)]);
  return encoded?.vector ?? new Float32Array();
}

test('the bundled files are those of the model card', () => {
  for (const line of readFileSync(join(MODEL, 'SHA256SUMS'), 'utf8').trim().split('\n')) {
    const [sum, file = ''] = line.split(/\s+/);
    expect(
      createHash('sha256')
        .update(readFileSync(join(MODEL, file)))
        .digest('hex'),
      file,
    ).toBe(sum);
  }
});

test.each([
  ['Wie hoch ist das Defizit?', 'Das Defizit beträgt 40 Milliarden Euro.', 0.89],
  ['How high is the deficit?', 'Das Defizit beträgt 40 Milliarden Euro.', 0.825],
  ['Wie hoch ist das Defizit?', 'Der FC Bayern gewinnt das Spiel mit vier zu null Toren.', 0.775],
])('the cosine of %j and %j is known', async (question, passage, known) => {
  expect(cosine(await vectorOf('question', question), await vectorOf('passage', passage))).toBeCloseTo(known, 2);
});

test('remembered words give the token ids that the tokenizer gives for the whole text', async () => {
  const tokenizer = await AutoTokenizer.from_pretrained(basename(MODEL), { local_files_only: true });
  const { entries } = await readCorpus(['corpus', 'tests/fixtures/corpus', 'tests/evaluation/encyclopedia']);
  const texts = entries.flatMap(({ headline, authors, body }) => [
    headline,
    ...authors,
    ...body.map(({ text }) => text),
  ]);
  expect(texts.length).toBeGreaterThan(100);
  for (const text of [...texts, ' zwei  Leerzeichen\u00a0und\u2028mehr ', 'ﬁn ½ 🙂 東京 naïve', '']) {
    expect(encoder.tokenise(text), text).toEqual(tokenizer.encode(text, null, { add_special_tokens: false }));
  }
});

test('vectors have unit length, one row of token vectors per token', async () => {
  const ids = encoder.tokenise('Das Defizit beträgt 40 Milliarden Euro.');
  const [encoded] = await encoder.encode('passage', [ids]);
  expect(encoded?.vector).toHaveLength(encoder.dimensions);
  expect(cosine(encoded?.vector ?? new Float32Array(), encoded?.vector ?? new Float32Array())).toBeCloseTo(1, 4);
  expect(encoded?.tokens).toHaveLength(ids.length * encoder.dimensions);
});

test('a text has the same vector alone and in a padded batch', async () => {
  const short = encoder.tokenise('Kurz.');
  const long = encoder.tokenise('Ein deutlich längerer Satz, der mehr Platz im Stapel braucht.');
  const [alone] = await encoder.encode('passage', [short]);
  const [inBatch] = await encoder.encode('passage', [short, long]);
  expect(cosine(alone?.vector ?? new Float32Array(), inBatch?.vector ?? new Float32Array(1))).toBeCloseTo(1, 4);
});

test('a text over the limit is cut, an empty one has a vector too', async () => {
  const [long, empty] = await encoder.encode('passage', [encoder.tokenise('wort '.repeat(900)), []]);
  expect(long?.tokens).toHaveLength(encoder.maxTokens * encoder.dimensions);
  expect(empty?.vector).toHaveLength(encoder.dimensions);
});

test.each([
  ['no-such-folder', /expected a folder or a hub name/],
  ['', /Unauthorized|not found|Could not locate|Error/i],
])('the model %j cannot be loaded', async (model, message) => {
  await expect(loadEncoder({ model: model || tempFolder(), cacheDir: tempFolder() })).rejects.toThrow(message);
});
