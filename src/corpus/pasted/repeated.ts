import type { Line } from './lines.ts';

/** A name that stands alone on several lines is a byline, whatever else it looks like. */
export function repeatedBylines(lines: readonly Line[]): ReadonlySet<string> {
  const seen = new Set<string>();
  const repeated = new Set<string>();
  for (const { kind, text } of lines) {
    if (kind !== 'byline') continue;
    if (seen.has(text)) repeated.add(text);
    seen.add(text);
  }
  return repeated;
}
