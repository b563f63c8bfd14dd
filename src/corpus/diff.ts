import { createHash } from 'node:crypto';
import type { Entry } from './entry.ts';

/** Entries by what happened to them since the edition before; each list in the order of the edition that holds them. */
export interface Changes {
  readonly added: readonly Entry[];
  /** As they are now. */
  readonly changed: readonly Entry[];
  readonly removed: readonly Entry[];
}

/** 32 hex digits over everything a reader sees of an entry: a correction changes it, another file or position does not. */
export function contentHash(entry: Entry): string {
  const { headline, authors, body, publishedAt, url } = entry;
  const blocks = body.map((block) => [block.kind, block.text, block.kind === 'quote' ? block.speaker : null]);
  const seen = JSON.stringify([headline, authors, blocks, publishedAt, url]);
  return createHash('sha256').update(seen).digest('hex').slice(0, 32);
}

export function diffEntries(before: readonly Entry[], now: readonly Entry[]): Changes {
  const old = new Map(before.map((entry) => [entry.id, contentHash(entry)]));
  const kept = new Set(now.map((entry) => entry.id));
  return {
    added: now.filter((entry) => !old.has(entry.id)),
    changed: now.filter((entry) => old.has(entry.id) && old.get(entry.id) !== contentHash(entry)),
    removed: before.filter((entry) => !kept.has(entry.id)),
  };
}
