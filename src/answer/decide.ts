import type { Candidate, SearchResult } from '../search/search.ts';
import type { AnswerType } from './answer-type.ts';
import { chooseCited, MAX_CITATIONS } from './cite.ts';
import { answerability, featuresOf } from './confidence.ts';

/** What may be claimed, with which candidates, and how surely (0 to 1); pure. */
export type Decision =
  | {
      readonly status: 'answered' | 'uncertain';
      readonly confidence: number;
      readonly cited: readonly [Candidate, ...Candidate[]];
    }
  | { readonly status: 'nothing' };

/** Confidence from which a status may be claimed; chosen in docs/evaluation.md, "Answerability". */
const FLOORS = { answered: 0.36, uncertain: 0.07 } as const;
/** The same for the share of a question's words that an entry holds, where there is no encoder. */
const LEXICAL_FLOORS = { answered: 0.5, uncertain: 0.36 } as const;

/** @param order the candidates as they are to be cited: by score, or the newest first. */
export function decide(
  found: SearchResult,
  order: readonly Candidate[],
  question: string,
  type: AnswerType | null,
): Decision {
  const features = featuresOf(found, type, question);
  const floors = features ? FLOORS : LEXICAL_FLOORS;
  const confidence = features ? answerability(features) : (found.candidates[0]?.evidence.coverage ?? 0);
  const isSure = confidence >= floors.answered;
  const cited = isSure ? chooseCited(order, question) : order.slice(0, MAX_CITATIONS);
  const [first, ...others] = confidence < floors.uncertain ? [] : cited;
  if (!first) return { status: 'nothing' };
  return { status: isSure ? 'answered' : 'uncertain', confidence, cited: [first, ...others] };
}
