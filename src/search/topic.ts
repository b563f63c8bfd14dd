import type { Entry } from '../corpus/entry.ts';
import type { Edition, Embeddings } from './edition.ts';
import { lateEvidence } from './evidence.ts';
import { detectLanguage } from './language.ts';
import { stem } from './lexical.ts';
import { type EncodedQuestion, readQuestion } from './question.ts';
import { contentTerms } from './terms.ts';

/**
 * From this late interaction on (mean over the topic's tokens of the best cosine of each, -1 to 1) an entry counts as being
 * about a topic. Measured by `npm run bench:topics`; see docs/evaluation.md, "Topics".
 */
export const TOPIC_FLOOR = 0.4;

const PASSAGES_PER_TURN = 50;

/**
 * Those of some entries that are about a topic in words, in the edition's order; ids that it does not hold are left out.
 * By meaning with an encoder; without one an entry must hold every word of the topic.
 * @param topic trimmed, not empty.
 */
export async function entriesAbout(
  edition: Edition,
  topic: string,
  entryIds: readonly string[],
  embeddings: Embeddings | null,
): Promise<string[]> {
  const wanted = new Set(entryIds);
  const isWanted = edition.entries.map(({ id }) => wanted.has(id));
  const about = embeddings ? await byMeaning(edition, topic, isWanted, embeddings) : byWords(edition, topic);
  return edition.entries.flatMap(({ id }: Entry, at) => (isWanted[at] && about.has(at) ? [id] : []));
}

async function byMeaning(
  edition: Edition,
  topic: string,
  isWanted: readonly boolean[],
  embeddings: Embeddings,
): Promise<ReadonlySet<number>> {
  const { encoded } = await readQuestion(topic, embeddings.encoder);
  const about = new Set<number>();
  if (!encoded) return about;
  for (const [entry, score] of await topicScores(edition, encoded, isWanted, embeddings)) {
    if (score >= TOPIC_FLOOR) about.add(entry);
  }
  return about;
}

/** The best late interaction of each wanted entry's passages; gives way to other work in between. */
export async function topicScores(
  { passages }: Edition,
  topic: EncodedQuestion,
  isWanted: readonly boolean[],
  embeddings: Embeddings,
): Promise<ReadonlyMap<number, number>> {
  const scores = new Map<number, number>();
  let looked = 0;
  for (const passage of passages) {
    if (!isWanted[passage.entry]) continue;
    if (++looked % PASSAGES_PER_TURN === 0) await new Promise(setImmediate);
    const late = lateEvidence(passage, topic, embeddings, () => 0)?.late ?? -1;
    scores.set(passage.entry, Math.max(late, scores.get(passage.entry) ?? -1));
  }
  return scores;
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
