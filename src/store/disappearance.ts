/** What became of an entry that an edition no longer holds. undecided: it cannot be told yet, and is asked again. */
export type Verdict = 'withdrawn' | 'gone' | 'undecided';

export interface Disappearance {
  /** Ids that the edition no longer holds. */
  readonly missing: ReadonlySet<string>;
  /** What each source held when it was last read whole: ids, newest first. */
  readonly before: ReadonlyMap<string, readonly string[]>;
  /** What each source holds now. */
  readonly now: ReadonlyMap<string, ReadonlySet<string>>;
  /** How many entries there were before, in all sources. */
  readonly shownBefore: number;
  readonly isUnread: (source: string) => boolean;
  readonly hasUnread: boolean;
  /** Whether an entry came so lately that its file is not just being tidied away. */
  readonly isRecent: (id: string) => boolean;
}

/** More than this share at once is taken for an accident, or for another corpus: nothing is struck. */
const WITHDRAWN_SHARE_MAX = 0.5;

/**
 * Tells withdrawals from entries that merely left their source's window; pure. The rule, with its reasons:
 * docs/decisions/posting.md.
 */
export function judgeMissing(what: Disappearance): Map<string, Verdict> {
  const verdicts = new Map<string, Verdict>([...what.missing].map((id) => [id, 'gone']));
  for (const [source, ids] of what.before) {
    for (const [at, id] of ids.entries()) {
      if (what.missing.has(id)) verdicts.set(id, judge(what, source, ids, at));
    }
  }
  const withdrawn = [...verdicts].filter(([, verdict]) => verdict === 'withdrawn').map(([id]) => id);
  if (withdrawn.length > what.shownBefore * WITHDRAWN_SHARE_MAX) for (const id of withdrawn) verdicts.set(id, 'gone');
  return verdicts;
}

function judge(what: Disappearance, source: string, ids: readonly string[], at: number): Verdict {
  if (what.isUnread(source)) return 'undecided';
  const now = what.now.get(source);
  if (!now || now.size === 0) {
    if (ids.length > 1) return 'gone';
    // the file of this entry alone; it may stand, renamed, in one that could not be read
    if (what.hasUnread) return 'undecided';
    return what.isRecent(ids[at] ?? '') ? 'withdrawn' : 'gone';
  }
  return ids.slice(at + 1).some((older) => now.has(older)) ? 'withdrawn' : 'gone';
}
