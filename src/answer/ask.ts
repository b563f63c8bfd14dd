import type { Edition, Embeddings } from '../search/edition.ts';
import { detectLanguage } from '../search/language.ts';
import { type Question, readQuestion } from '../search/question.ts';
import { type Candidate, search } from '../search/search.ts';
import { splitSentences } from '../search/sentences.ts';
import type { Answer, Citation } from './answer.ts';
import { answerTypeOf } from './answer-type.ts';
import { decide } from './decide.ts';
import { makeExcerpt, makeLead } from './excerpt.ts';
import { type Listing, readListing } from './listing.ts';

/** Longer questions are cut here: Discord's limit of one text option leaves no room for more. */
export const QUESTION_MAX_CHARS = 2_000;

/** An answer with the ranking that its citations were taken from. */
export interface Examined {
  readonly answer: Answer;
  /** Ids of the ten nearest entries, best first. */
  readonly ranking: readonly string[];
}

const RANKING_LENGTH = 10;
/** Among these, which are nearly as near, the newest comes first when the newest is asked for. */
const NEWEST_REACH = 0.1;

interface Found {
  readonly status: Answer['status'];
  readonly citations: readonly Citation[];
  readonly ranking: readonly number[];
}

/** @param text any text; an empty one finds nothing. */
export async function examineQuestion(
  edition: Edition,
  text: string,
  embeddings: Embeddings | null,
): Promise<Examined> {
  const started = performance.now();
  const cleaned = clean(text);
  const listing = readListing(cleaned, detectLanguage(cleaned), edition.entries);
  const question = await readQuestion(listing?.topic ?? cleaned, embeddings?.encoder ?? null);
  const embedded = performance.now();
  const found = listing?.topic === null ? list(edition, listing) : find(edition, question, embeddings, listing);
  const ended = performance.now();
  const timings = { embedMs: embedded - started, searchMs: ended - embedded, totalMs: ended - started };
  const mode = embeddings ? 'hybrid' : 'lexical';
  const asked = { question: text, mode, edition: edition.number, timings } as const;
  const [first, ...others] = found.citations;
  const answer: Answer =
    first && found.status !== 'nothing'
      ? { ...asked, status: found.status, citations: [first, ...others] }
      : { ...asked, status: 'nothing' };
  const ranking = found.ranking.slice(0, RANKING_LENGTH).flatMap((entry) => edition.entries[entry]?.id ?? []);
  return { answer, ranking };
}

/** The entries that a question names by their place, time or author. */
function list(edition: Edition, { entries, count, begin }: Listing): Found {
  const wanted = { terms: [], languages: [], type: null };
  const citations = entries.slice(0, count).flatMap((at) => {
    const entry = edition.entries[at];
    const sentences = entry?.body.flatMap((block) => splitSentences(block.text)) ?? [];
    const first = begin
      ? Math.max(
          0,
          sentences.findIndex((sentence) => begin.test(sentence)),
        )
      : 0;
    const excerpt = makeLead(sentences.slice(first), wanted);
    return entry ? [{ entry, position: at + 1, excerpt, score: 1 }] : [];
  });
  return { status: 'answered', citations, ranking: entries };
}

function find(edition: Edition, question: Question, embeddings: Embeddings | null, listing: Listing | null): Found {
  const found = search(edition, question, embeddings);
  const inside = listing ? within(found.candidates, listing) : found.candidates;
  const type = answerTypeOf(question.text);
  const candidates = listing?.prefersNewest ? newestFirst(inside) : inside;
  const decision = decide({ ...found, candidates: inside }, candidates, question.text, type);
  const ranking = candidates.map(({ entry }) => entry);
  if (decision.status === 'nothing') return { status: 'nothing', citations: [], ranking };
  const wanted = { terms: found.terms, languages: edition.lexical.languages, type };
  const citations = decision.cited.flatMap((candidate): Citation[] => {
    const entry = edition.entries[candidate.entry];
    const score = decision.confidence * Math.min(1, candidate.score / (candidates[0]?.score || 1));
    return entry ? [{ entry, position: candidate.entry + 1, excerpt: makeExcerpt(candidate, wanted), score }] : [];
  });
  return { status: decision.status, citations, ranking };
}

function within(candidates: readonly Candidate[], { entries }: Listing): Candidate[] {
  const own = new Set(entries);
  return candidates.filter(({ entry }) => own.has(entry));
}

/** Those that are nearly as near as the best by time, then the rest as they are. */
function newestFirst(candidates: readonly Candidate[]): Candidate[] {
  const best = candidates[0]?.score ?? 0;
  const near = candidates.filter(({ score }) => best - score <= NEWEST_REACH).sort((a, b) => a.entry - b.entry);
  return [...near, ...candidates.slice(near.length)];
}

const clean = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim()
    .slice(0, QUESTION_MAX_CHARS);
