import { createHash } from 'node:crypto';
import type { Block, Entry } from './entry.ts';

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
  const old = new Map(before.map((entry) => [entry.id, entry]));
  const kept = new Set(now.map((entry) => entry.id));
  return {
    added: now.filter((entry) => !old.has(entry.id)),
    changed: now.filter((entry) => {
      const was = old.get(entry.id);
      return was !== undefined && !hasSameContent(was, entry);
    }),
    removed: before.filter((entry) => !kept.has(entry.id)),
  };
}

/** Whether a reader sees the same: what `contentHash` hashes. */
const hasSameContent = (a: Entry, b: Entry): boolean =>
  a.headline === b.headline &&
  a.publishedAt === b.publishedAt &&
  a.url === b.url &&
  areSame(a.authors, b.authors) &&
  hasSameBody(a, b);

/** Also where it comes from and when it was updated, which no reader sees. */
export const isSameEntry = (a: Entry, b: Entry): boolean =>
  a === b ||
  (a.id === b.id &&
    a.source === b.source &&
    a.updatedAt === b.updatedAt &&
    areSame(a.formerIds, b.formerIds) &&
    hasSameContent(a, b));

const hasSameBody = (a: Entry, b: Entry): boolean =>
  a.body === b.body ||
  (a.body.length === b.body.length &&
    a.body.every((block, at) => {
      const other = b.body[at];
      return other !== undefined && block.text === other.text && speakerOf(block) === speakerOf(other);
    }));

/** Undefined for what is no quote. */
const speakerOf = (block: Block): string | null | undefined => (block.kind === 'quote' ? block.speaker : undefined);

const areSame = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((each, at) => each === b[at]);
