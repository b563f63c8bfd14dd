import type { Reload } from '../answer/engine.ts';
import { diffEntries, isSameEntry } from '../corpus/diff.ts';
import type { Entry } from '../corpus/entry.ts';
import type { Problem } from '../corpus/problem.ts';

/** Losing more than this share of the old edition's entries at once is taken for an accident. */
const LOST_SHARE_MAX = 0.5;

/** Whether freshly read entries may replace those of the old edition (null: there is none yet); pure. */
export function decideSwap(
  old: readonly Entry[] | null,
  entries: readonly Entry[],
  problems: readonly Problem[],
  force: boolean,
): Reload {
  const changes = diffEntries(old ?? [], entries);
  const lost = changes.removed.length;
  if (old && !force && lost > old.length * LOST_SHARE_MAX) {
    return { outcome: 'kept', reason: entries.length === 0 ? 'empty' : 'shrunk', entries: old.length, lost, problems };
  }
  return old && isSame(old, entries) ? { outcome: 'unchanged', problems } : { outcome: 'swapped', changes, problems };
}

/** Also where an update time or a source file moved, which no reader sees. */
const isSame = (old: readonly Entry[], entries: readonly Entry[]): boolean =>
  old.length === entries.length && entries.every((entry, at) => old[at] !== undefined && isSameEntry(old[at], entry));
