/** What was wrong with a document or one of its entries; everything else was loaded. */
export interface Problem {
  readonly source: string;
  /** Where in it: `line 12`, `liveBlogUpdate[3].headline`; null for the document as a whole. */
  readonly place: string | null;
  /** What was expected and what came, and what to do about it; one English sentence. */
  readonly reason: string;
  /** error: a document or an entry is missing. warning: it was loaded, with a part left out. */
  readonly severity: 'error' | 'warning';
}

/** One line, whatever the file is called. */
export const formatProblem = ({ source, place, reason }: Problem): string =>
  (place === null ? `${source}: ${reason}` : `${source}, ${place}: ${reason}`).replace(/[\p{Cc}\u2028\u2029]+/gu, ' ');
