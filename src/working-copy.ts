import { randomUUID } from 'node:crypto';
import { copyFile, mkdir, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import { entriesAsJson, entryWithText, textOf } from './corpus/desk-text.ts';
import type { Entry } from './corpus/entry.ts';
import { type Corpus, type ReadDocument, readCorpus } from './corpus/read.ts';
import { type Desk, type DeskEntry, DeskError, type DeskText } from './playground/web/desk.ts';

/** A folder that follows the corpus, with the desk's own changes in it; the bot of the playground reads this one. */
export interface WorkingCopy extends Desk {
  /** Takes over what changed in the corpus. @throws CorpusError when it cannot be read; the copy stays as it was. */
  follow(): Promise<void>;
}

interface Options {
  /** A file or folder; never written to. */
  readonly corpus: string;
  /** Emptied first. */
  readonly folder: string;
}

type Change =
  | { readonly kind: 'edited'; readonly text: DeskText; readonly updatedAt: string }
  | { readonly kind: 'withdrawn' };

const ADDED_FILE = 'redaktion.json';

/** @throws CorpusError when the corpus cannot be read. */
export async function createWorkingCopy({ corpus, folder }: Options): Promise<WorkingCopy> {
  let original: Corpus = await readCorpus([corpus]);
  const changes = new Map<string, Change>();
  let added: readonly Entry[] = [];
  const listeners = new Set<() => void>();
  const files = createFiles(folder);
  let writing: Promise<void> = Promise.resolve();

  /** One after the other, each with the state of its turn. */
  function write(): Promise<void> {
    const turn = writing.then(() => files.write(documentsOf(original, corpus, changes, added)));
    writing = turn.catch(() => undefined);
    return turn;
  }

  async function changed(): Promise<void> {
    for (const listener of listeners) listener();
    await write();
  }

  const known = (id: string): Entry => {
    const entry = [...added, ...original.entries].find((each) => each.id === id);
    if (!entry) throw new DeskError('This entry is no longer there.');
    return entry;
  };

  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await write();

  return {
    entries: () => [
      ...added.map((entry) => deskEntry(entry, changes.get(entry.id), 'added')),
      ...original.entries.map((entry) => deskEntry(entry, changes.get(entry.id), 'unchanged')),
    ],
    async save(id, text) {
      if (![text.headline, text.body].some((part) => /[\p{L}\p{N}]/u.test(part)))
        throw new DeskError('An entry needs a headline or a text.');
      const updatedAt = new Date().toISOString();
      const own = added.find((entry) => entry.id === id);
      if (own) added = added.map((each) => (each === own ? { ...entryWithText(own, text), updatedAt } : each));
      else if (id !== null) changes.set(known(id).id, { kind: 'edited', text, updatedAt });
      else added = [newEntry(text), ...added];
      await changed();
    },
    async withdraw(id) {
      changes.set(known(id).id, { kind: 'withdrawn' });
      await changed();
    },
    async restore(id) {
      changes.delete(known(id).id);
      await changed();
    },
    async reset() {
      changes.clear();
      added = [];
      await changed();
    },
    async follow() {
      original = await readCorpus([corpus], original);
      await changed();
    },
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

function deskEntry(entry: Entry, change: Change | undefined, otherwise: DeskEntry['state']): DeskEntry {
  const text = change?.kind === 'edited' ? change.text : textOf(entry);
  return { id: entry.id, text, publishedAt: entry.publishedAt, state: change?.kind ?? otherwise };
}

function newEntry(text: DeskText): Entry {
  const at = new Date().toISOString();
  const blank = { headline: '', authors: [], body: [], updatedAt: null, url: null, formerIds: [] };
  return entryWithText({ ...blank, id: `redaktion-${randomUUID()}`, publishedAt: at, source: ADDED_FILE }, text);
}

/** A file of the copy: the corpus's own as it is, or entries. */
type CopiedFile =
  | { readonly name: string; readonly from: ReadDocument }
  | { readonly name: string; readonly entries: readonly Entry[]; readonly asOfMs: number };

/**
 * Pure. Without a change every file is copied as it is. With one the files are written anew from the entries that they
 * brought in, under their old names, so that a change reaches an entry wherever else it stands.
 */
function documentsOf(
  { documents, entries }: Corpus,
  corpus: string,
  changes: ReadonlyMap<string, Change>,
  added: readonly Entry[],
): CopiedFile[] {
  const nameOf = (source: string): string => relative(corpus, source) || basename(source);
  const all = [...documents.values()];
  const copied = all.flatMap((document): CopiedFile[] => {
    const name = nameOf(document.source);
    if (changes.size === 0 || document.entries.length === 0) return [{ name, from: document }];
    const own = entries.filter(({ source }) => source === document.source);
    const left = own.flatMap((entry) => applied(entry, changes.get(entry.id)));
    // an empty file would be reported, and one that is not there says that its only entry was taken back
    return left.length > 0 ? [{ name, entries: left, asOfMs: document.asOfMs }] : [];
  });
  const present = added.filter(({ id }) => !changes.has(id));
  const desk = { name: ADDED_FILE, entries: present, asOfMs: Date.now() };
  return present.length > 0 ? [...copied, desk] : copied;
}

function applied(entry: Entry, change: Change | undefined): Entry[] {
  if (!change) return [entry];
  return change.kind === 'edited' ? [{ ...entryWithText(entry, change.text), updatedAt: change.updatedAt }] : [];
}

/** Writes only what differs from the last time, each file in one step. */
function createFiles(folder: string) {
  let before = new Map<string, string>();

  async function put(path: string, file: CopiedFile): Promise<void> {
    const target = join(folder, path);
    const partial = `${target}.part`;
    await mkdir(dirname(target), { recursive: true });
    if ('from' in file) await copyFile(file.from.source, partial);
    else await writeFile(partial, entriesAsJson(file.entries));
    // a document that does not say when it was true is as old as its file
    const asOf = new Date('from' in file ? file.from.asOfMs : file.asOfMs);
    if (asOf.getTime() > 0) await utimes(partial, asOf, asOf);
    await rename(partial, target);
  }

  return {
    async write(files: readonly CopiedFile[]): Promise<void> {
      const now = new Map(files.map((file) => [file.name, signature(file)]));
      for (const file of files) if (before.get(file.name) !== now.get(file.name)) await put(file.name, file);
      for (const name of before.keys()) if (!now.has(name)) await rm(join(folder, name), { force: true });
      before = now;
    },
  };
}

const signature = (file: CopiedFile): string =>
  'from' in file ? `file ${file.from.version || randomUUID()}` : `entries ${entriesAsJson(file.entries)}`;
