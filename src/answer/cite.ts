import type { Candidate } from '../search/search.ts';

export const MAX_CITATIONS = 3;

/** How far from noise to the best score a further entry must come to be cited, 0 to 1. */
const STANDING = { one: 0.75, plural: 0.5, pair: 0.3 } as const;
/** The candidates after the ones that may be cited, as far down as they are surely noise. */
const NOISE_RANKS = [MAX_CITATIONS, 13] as const;
/** Noise, as a share of the best score, where there are too few candidates to see it. */
const NOISE_SHARE = 0.7;

/** Two things side by side, each of which an entry of its own may be about. */
const PAIR = /\p{L},?\s+(?:und|sowie|and|и|та|й)\s+\p{L}/iu;
const PLURAL =
  /\p{L}\s+(?:oder|or|или|або)\s+\p{L}|(?<!\p{L})(?:welche|alle|beide|sämtliche|which|what are|all|both|какие|все|оба|які|всі|обидва)(?!\p{L})/iu;

export const asksForPair = (question: string): boolean => PAIR.test(question);

const standingFor = (question: string): number => {
  if (asksForPair(question)) return STANDING.pair;
  return PLURAL.test(question) ? STANDING.plural : STANDING.one;
};

/** The best candidate, then those that stand out from the noise nearly as far. Pure; as many as MAX_CITATIONS. */
export function chooseCited(candidates: readonly Candidate[], question: string): Candidate[] {
  const [first, ...others] = candidates;
  if (!first) return [];
  const noise = noiseOf(candidates, first.score);
  const floor = noise + standingFor(question) * (first.score - noise);
  return [first, ...others.slice(0, MAX_CITATIONS - 1).filter(({ score }) => score >= floor)];
}

function noiseOf(candidates: readonly Candidate[], best: number): number {
  const tail = candidates.slice(...NOISE_RANKS);
  if (tail.length === 0) return NOISE_SHARE * best;
  return tail.reduce((sum, { score }) => sum + score, 0) / tail.length;
}
