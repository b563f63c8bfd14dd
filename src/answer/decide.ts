import type { Candidate, Evidence, SearchResult } from '../search/search.ts';
import type { Mode } from './answer.ts';

export const MAX_CITATIONS = 3;

/** What may be claimed, and with which candidates; pure. */
export type Decision =
  | { readonly status: 'answered' | 'uncertain'; readonly cited: readonly [Candidate, ...Candidate[]] }
  | { readonly status: 'nothing' };

/** Confidence from which the status may be claimed: 0 to 1. */
const FLOORS = { answered: 0.5, uncertain: 0.36 } as const;
/** A further entry is cited when its score is this near to the best one's. */
const SCORE_GAP_MAX = 0.05;

export function decide({ candidates }: SearchResult, mode: Mode): Decision {
  const [first, ...others] = candidates;
  if (!first) return { status: 'nothing' };
  const sure = confidence(first.evidence, mode);
  if (sure < FLOORS.uncertain) return { status: 'nothing' };
  const near = others.filter((other) => first.score - other.score <= SCORE_GAP_MAX);
  return {
    status: sure >= FLOORS.answered ? 'answered' : 'uncertain',
    cited: [first, ...near.slice(0, MAX_CITATIONS - 1)],
  };
}

/** 0 to 1. */
export function confidence({ coverage, late }: Evidence, mode: Mode): number {
  if (mode === 'lexical' || late === null) return coverage;
  return late;
}
