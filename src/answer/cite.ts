import type { Candidate } from '../search/search.ts';

export const MAX_CITATIONS = 3;

/** How far from noise to the best score a further entry must come to be cited, 0 to 1. */
const STANDING = { one: 0.75, several: 0.5 } as const;
/** The candidates after the ones that may be cited, as far down as they are surely noise. */
const NOISE_RANKS = [MAX_CITATIONS, 13] as const;
/** Noise, as a share of the best score, where there are too few candidates to see it. */
const NOISE_SHARE = 0.7;

/** Two things side by side, or a plural: several entries may be needed. */
const ASKS_FOR_SEVERAL =
  /\p{L}\s+(?:und|sowie|oder|and|or|и|или|та|й|або)\s+\p{L}|(?<!\p{L})(?:welche|alle|beide|sämtliche|which|what are|all|both|какие|все|оба|які|всі|обидва)(?!\p{L})/iu;

/** The best candidate, then those that stand out from the noise nearly as far. Pure; as many as MAX_CITATIONS. */
export function chooseCited(candidates: readonly Candidate[], question: string): Candidate[] {
  const [first, ...others] = candidates;
  if (!first) return [];
  const noise = noiseOf(candidates, first.score);
  const standing = ASKS_FOR_SEVERAL.test(question) ? STANDING.several : STANDING.one;
  const floor = noise + standing * (first.score - noise);
  return [first, ...others.slice(0, MAX_CITATIONS - 1).filter(({ score }) => score >= floor)];
}

function noiseOf(candidates: readonly Candidate[], best: number): number {
  const tail = candidates.slice(...NOISE_RANKS);
  if (tail.length === 0) return NOISE_SHARE * best;
  return tail.reduce((sum, { score }) => sum + score, 0) / tail.length;
}
