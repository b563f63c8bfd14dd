import type { Edition, Embeddings } from '../search/edition.ts';
import { readQuestion } from '../search/question.ts';
import { type Candidate, search } from '../search/search.ts';
import type { Answer, Citation } from './answer.ts';
import { confidence, decide } from './decide.ts';
import { makeExcerpt } from './excerpt.ts';

/** Longer questions are cut here: Discord's limit of one text option leaves no room for more. */
export const QUESTION_MAX_CHARS = 2_000;

/** An answer with the ranking that its citations were taken from. */
export interface Examined {
  readonly answer: Answer;
  /** Ids of the ten nearest entries, best first. */
  readonly ranking: readonly string[];
}

const RANKING_LENGTH = 10;

/** @param text any text; an empty one finds nothing. */
export async function examineQuestion(
  edition: Edition,
  text: string,
  embeddings: Embeddings | null,
): Promise<Examined> {
  const started = performance.now();
  const question = await readQuestion(clean(text), embeddings?.encoder ?? null);
  const embedded = performance.now();
  const mode = embeddings ? 'hybrid' : 'lexical';
  const found = search(edition, question, embeddings);
  const decision = decide(found, mode);
  const cite = ({ entry: at, passage, evidence }: Candidate): Citation[] => {
    const entry = edition.entries[at];
    const wanted = { terms: found.terms, languages: edition.lexical.languages };
    const excerpt = makeExcerpt(passage, question, wanted, embeddings);
    return entry ? [{ entry, position: at + 1, excerpt, score: confidence(evidence, mode) }] : [];
  };
  const [first, ...others] = decision.status === 'nothing' ? [] : decision.cited.flatMap(cite);
  const ended = performance.now();
  const timings = { embedMs: embedded - started, searchMs: ended - embedded, totalMs: ended - started };
  const asked = { question: text, mode, edition: edition.number, timings } as const;
  const answer: Answer =
    first && decision.status !== 'nothing'
      ? { ...asked, status: decision.status, citations: [first, ...others] }
      : { ...asked, status: 'nothing' };
  const ranking = found.candidates.slice(0, RANKING_LENGTH).flatMap(({ entry }) => edition.entries[entry]?.id ?? []);
  return { answer, ranking };
}

const clean = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim()
    .slice(0, QUESTION_MAX_CHARS);
