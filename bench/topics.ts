import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { readCorpus } from '../src/corpus/read.ts';
import { loadEmbeddings } from '../src/engine/embeddings.ts';
import { buildEdition, type Embeddings } from '../src/search/edition.ts';
import { readQuestion } from '../src/search/question.ts';
import { TOPIC_FLOOR, topicScores } from '../src/search/topic.ts';
import { markdownTable, percent } from './table.ts';

/** How well entries about a topic are told from the others, for floors around the one in use. */

const MODEL = 'models/multilingual-e5-small';
const FLOORS = [0.34, 0.36, 0.38, 0.4, 0.42, 0.44, 0.46];
const CORPORA = { liveblog: 'corpus', encyclopedia: 'tests/evaluation/encyclopedia/entries.json' } as const;

const topicsSchema = z.array(
  z.object({
    corpus: z.enum(['liveblog', 'encyclopedia']),
    lang: z.string(),
    topic: z.string(),
    /** Positions of entries that must be found, and of those that do no harm. */
    about: z.array(z.number()),
    perhaps: z.array(z.number()),
  }),
);

type Topic = z.output<typeof topicsSchema>[number];

interface Judged {
  readonly topic: Topic;
  readonly scores: ReadonlyMap<number, number>;
}

async function score(
  corpus: keyof typeof CORPORA,
  topics: readonly Topic[],
  embeddings: Embeddings,
): Promise<Judged[]> {
  const { entries } = await readCorpus([CORPORA[corpus]]);
  const edition = await buildEdition({ number: 1, entries, embeddings });
  const judged: Judged[] = [];
  for (const topic of topics.filter((each) => each.corpus === corpus)) {
    const { encoded } = await readQuestion(topic.topic, embeddings.encoder);
    if (!encoded) continue;
    const all = entries.map(() => true);
    const { entries: scores } = await topicScores(edition, encoded, all, embeddings);
    judged.push({ topic, scores });
  }
  return judged;
}

function rowFor(floor: number, judged: readonly Judged[]) {
  let [found, wrong, wanted, offTopic, offTopicQuiet] = [0, 0, 0, 0, 0];
  for (const { topic, scores } of judged) {
    const positions = [...scores].filter(([, late]) => late >= floor).map(([entry]) => entry + 1);
    const right = positions.filter((each) => topic.about.includes(each)).length;
    const bad = positions.filter((each) => !topic.about.includes(each) && !topic.perhaps.includes(each)).length;
    found += right;
    wrong += bad;
    wanted += topic.about.length;
    if (topic.about.length === 0) {
      offTopic += 1;
      offTopicQuiet += bad === 0 ? 1 : 0;
    }
  }
  return {
    floor: floor === TOPIC_FLOOR ? `**${floor}**` : String(floor),
    'found of what is about it': `${percent(found / wanted)} (${found} of ${wanted})`,
    'right of what is found': percent(found / Math.max(1, found + wrong)),
    'topics of nothing that stay quiet': `${offTopicQuiet} of ${offTopic}`,
  };
}

const topics = topicsSchema.parse(JSON.parse(readFileSync('tests/evaluation/topics.json', 'utf8')));
const dataDir = mkdtempSync(join(tmpdir(), 'liveblog-topics-'));
const { embeddings, error } = await loadEmbeddings({ model: MODEL, dataDir });
if (!embeddings) throw new Error(error ?? 'Expected a model, found none');
const judged = [...(await score('liveblog', topics, embeddings)), ...(await score('encyclopedia', topics, embeddings))];
for (const corpus of ['liveblog', 'encyclopedia'] as const) {
  const own = judged.filter(({ topic }) => topic.corpus === corpus);
  console.log(`${corpus}, ${own.length} topics\n\n${markdownTable(FLOORS.map((floor) => rowFor(floor, own)))}\n`);
}
embeddings.cache.close();
rmSync(dataDir, { recursive: true });
