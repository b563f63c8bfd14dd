import type { Entry } from '../corpus/entry.ts';
import type { Edition, Embeddings } from './edition.ts';
import { matchTokens, mean } from './evidence.ts';
import { detectLanguage } from './language.ts';
import { stem } from './lexical.ts';
import type { Passage } from './passages.ts';
import { type EncodedQuestion, readQuestion } from './question.ts';
import { contentTerms } from './terms.ts';

/**
 * From this late interaction on (mean over the topic's tokens of the best cosine of each, -1 to 1) an entry counts as being
 * about a topic. Measured by `npm run bench:topics`; see docs/evaluation.md, "Topics".
 */
export const TOPIC_FLOOR = 0.4;

const PASSAGES_PER_TURN = 50;
/** Topics whose scores are kept: half a millisecond per passage is too much to spend anew with every edition. */
const TOPICS_KEPT = 20;

/** What passages scored, by topic and by the passage's hash. */
export type TopicScores = Map<string, Map<string, number>>;

/**
 * Those of some entries that are about a topic in words, in the edition's order; ids that it does not hold are left out.
 * By meaning with an encoder; without one an entry must hold every word of the topic.
 * @param topic trimmed, not empty.
 * @param kept scores of earlier calls with the same embeddings, added to.
 */
export async function entriesAbout(
  edition: Edition,
  topic: string,
  entryIds: readonly string[],
  embeddings: Embeddings | null,
  kept: TopicScores = new Map(),
): Promise<string[]> {
  const wanted = new Set(entryIds);
  const isWanted = edition.entries.map(({ id }) => wanted.has(id));
  const about = embeddings ? await byMeaning(edition, topic, isWanted, embeddings, kept) : byWords(edition, topic);
  return edition.entries.flatMap(({ id }: Entry, at) => (isWanted[at] && about.has(at) ? [id] : []));
}

async function byMeaning(
  edition: Edition,
  topic: string,
  isWanted: readonly boolean[],
  embeddings: Embeddings,
  kept: TopicScores,
): Promise<ReadonlySet<number>> {
  const { encoded } = await readQuestion(topic, embeddings.encoder);
  if (!encoded) return new Set();
  const scores = await topicScores(edition, encoded, isWanted, embeddings, kept.get(topic));
  keep(kept, topic, edition, scores.passages);
  return new Set([...scores.entries].flatMap(([entry, score]) => (score >= TOPIC_FLOOR ? [entry] : [])));
}

/** Only of passages that the edition still holds; the topic that was asked for longest ago goes first. */
function keep(kept: TopicScores, topic: string, { passages }: Edition, scores: ReadonlyMap<string, number>): void {
  const known = new Map([...(kept.get(topic) ?? []), ...scores]);
  kept.delete(topic);
  kept.set(
    topic,
    new Map(passages.flatMap(({ hash }) => (known.has(hash) ? [[hash, known.get(hash) ?? -1] as const] : []))),
  );
  const [oldest] = kept.keys();
  if (kept.size > TOPICS_KEPT && oldest !== undefined) kept.delete(oldest);
}

/** The late interaction of the wanted entries' passages, by hash, and each entry's best; gives way to other work in between. */
export async function topicScores(
  { passages }: Edition,
  topic: EncodedQuestion,
  isWanted: readonly boolean[],
  embeddings: Embeddings,
  known: ReadonlyMap<string, number> = new Map(),
): Promise<{ readonly passages: ReadonlyMap<string, number>; readonly entries: ReadonlyMap<number, number> }> {
  const byPassage = new Map<string, number>();
  const byEntry = new Map<number, number>();
  let looked = 0;
  for (const passage of passages) {
    if (!isWanted[passage.entry]) continue;
    const score = known.get(passage.hash) ?? lateInteraction(passage, topic, embeddings);
    byPassage.set(passage.hash, score);
    byEntry.set(passage.entry, Math.max(score, byEntry.get(passage.entry) ?? -1));
    if (!known.has(passage.hash) && ++looked % PASSAGES_PER_TURN === 0) await new Promise(setImmediate);
  }
  return { passages: byPassage, entries: byEntry };
}

function lateInteraction(passage: Passage, topic: EncodedQuestion, embeddings: Embeddings): number {
  const match = matchTokens(passage, topic, embeddings);
  return match ? mean(match.passage) : -1;
}

function byWords({ passages, lexical }: Edition, topic: string): ReadonlySet<number> {
  const terms = contentTerms(topic, detectLanguage(topic), lexical.languages, stem);
  const entriesPerTerm = terms.map((term) => {
    const found = [...lexical.lookUp(term).scores.keys()];
    return new Set(found.flatMap((at) => passages[at]?.entry ?? []));
  });
  const [first = new Set<number>(), ...others] = entriesPerTerm;
  return new Set([...first].filter((entry) => others.every((each) => each.has(entry))));
}
