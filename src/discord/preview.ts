import { type Engine, EngineBusy } from '../answer/engine.ts';
import type { Entry } from '../corpus/entry.ts';

/** The newest entries that are looked at for a topic. */
const LOOK_BACK = 100;

/** What a channel would have got of the newest entries. */
export interface Preview {
  /** Newest first, with their positions in the liveblog, from 1. */
  readonly entries: readonly { readonly entry: Entry; readonly position: number }[];
  /** How many of the newest entries were looked at. */
  readonly lookedAt: number;
  /** Entries are compared with the topic word by word: there is no model. */
  readonly isLexical: boolean;
}

/** @param topic - null for all entries. @throws EngineBusy */
export async function previewOf(engine: Engine, topic: string | null): Promise<Preview> {
  const edition = engine.edition();
  if (!edition) throw new EngineBusy(engine.status().building);
  const newest = edition.entries.slice(0, LOOK_BACK).map((entry, at) => ({ entry, position: at + 1 }));
  const ids = newest.map(({ entry }) => entry.id);
  const about = topic === null ? new Set(ids) : new Set(await engine.about(topic, ids));
  return {
    entries: newest.filter(({ entry }) => about.has(entry.id)),
    lookedAt: newest.length,
    isLexical: engine.status().mode === 'lexical',
  };
}
