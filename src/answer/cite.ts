import type { Candidate } from '../search/search.ts';

export const MAX_CITATIONS = 3;

/** Candidates further behind the best one are not cited, whatever they add. */
const REACH = 0.6;
/** A further entry is cited when its score is this near to the best one's, */
const NEAR = 0.05;
/** or when it adds this much support to the question's words, on average. */
const GAIN_MIN = 0.06;
/** One word must gain this much: many small gains are noise. */
const WORD_GAIN_MIN = 0.2;

/**
 * The best candidate, then those that are as good, and those that support words of the question which the ones before
 * leave open: a question about two things is answered by two entries. Pure.
 */
export function chooseCited(candidates: readonly Candidate[]): Candidate[] {
  const [first, ...others] = candidates;
  if (!first) return [];
  const cited = [first];
  let open = others.filter((other) => first.score - other.score <= REACH);
  while (cited.length < MAX_CITATIONS && open.length > 0) {
    const next = mostGain(cited, open) ?? open.find((other) => first.score - other.score <= NEAR);
    if (!next) break;
    cited.push(next);
    open = open.filter((other) => other !== next);
  }
  return cited;
}

function mostGain(cited: readonly Candidate[], open: readonly Candidate[]): Candidate | null {
  let best: Candidate | null = null;
  let most = GAIN_MIN;
  for (const candidate of open) {
    const gains = candidate.evidence.words.map((support, word) =>
      Math.max(0, support - Math.max(...cited.map(({ evidence }) => evidence.words[word] ?? 0))),
    );
    const gain = gains.reduce((sum, each) => sum + each, 0) / Math.max(1, gains.length);
    if (gain <= most || Math.max(...gains) < WORD_GAIN_MIN) continue;
    best = candidate;
    most = gain;
  }
  return best;
}
