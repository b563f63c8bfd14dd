/** How good the answers are on every test set, tuned and held out; `--misses` lists the tuned questions that are not right. */
import { readArticles, readLiveblogs, type TestSet } from './collections.ts';
import { measureArticles, measureLiveblog, type Outcome, rememberingEmbeddings } from './quality-run.ts';
import { markdownTable, percent, type Row } from './table.ts';
import { MODEL } from './this-engine.ts';

const inPercent = (scores: object): Row =>
  Object.fromEntries(Object.entries(scores).map(([name, share]) => [name, percent(share)]));

const embeddings = await rememberingEmbeddings(MODEL);
const liveblogs: Row[] = [];
const articles: Row[] = [];
const misses: string[] = [];
for (const set of await readLiveblogs()) {
  const { scores, outcomes } = await measureLiveblog(set, embeddings);
  liveblogs.push({ liveblog: `${set.name}, ${set.part}`, ...inPercent(scores) });
  misses.push(...missesIn(set, outcomes));
}
for (const set of await readArticles()) {
  for (const { language, scores, outcomes } of await measureArticles(set, embeddings)) {
    articles.push({ articles: `${set.part}, ${language}`, ...inPercent(scores) });
    misses.push(...missesIn(set, outcomes));
  }
}
console.log(`${markdownTable(liveblogs)}\n\n${markdownTable(articles)}`);
if (process.argv.includes('--misses')) console.log(`\n${misses.join('\n')}`);
embeddings.cache.close();

function missesIn(set: TestSet, outcomes: readonly Outcome[]): string[] {
  if (set.part !== 'tuned') return [];
  const shown = (id: unknown) =>
    set.name === 'encyclopedia' ? String(id) : set.entries.findIndex((entry) => entry.id === id) + 1;
  const isMiss = ({ right, status, question }: Outcome) =>
    !right || (question.need !== 'none' && status !== 'answered');
  return outcomes
    .filter(isMiss)
    .map(
      ({ id, question, status, cited }) =>
        `${set.name} ${id} "${question.question}" wants [${question.gold.map(shown)}], ${status} [${cited.map(shown)}]`,
    );
}
