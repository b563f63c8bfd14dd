import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What the newsroom last said of an entry. */
export interface Written {
  /** From 1, in the order of publication. */
  readonly number: number;
  readonly version: number;
  readonly isWithdrawn: boolean;
}

/** files: one Markdown file per entry, withdrawn by deleting it. page: one JSON document of all, newest first. */
export type Format = 'files' | 'page';

/** Writes entries into a corpus folder as a newsroom's program does: each file at once, by renaming. */
export interface Newsroom {
  readonly entries: ReadonlyMap<number, Written>;
  add(count: number): void;
  correct(number: number): void;
  withdraw(number: number): void;
  /** Brings the folder to what was said since. */
  save(): void;
}

export const titleOf = (number: number): string => `Meldung ${String(number).padStart(4, '0')}`;
export const bodyOf = ({ number, version }: Written): string =>
  `Zur Meldung ${number} ist der Stand der Dinge in Fassung ${version} bekannt.`;

const FIRST_AT = Date.parse('2026-01-01T06:00:00Z');
const publishedAt = (number: number): string => new Date(FIRST_AT + number * 60_000).toISOString();

export function createNewsroom(folder: string, format: Format): Newsroom {
  const entries = new Map<number, Written>();
  const changed = new Set<number>();
  mkdirSync(folder, { recursive: true });

  function write(name: string, text: string): void {
    const unfinished = join(folder, `${name}.unfinished`);
    writeFileSync(unfinished, text);
    renameSync(unfinished, join(folder, name));
  }

  function saveFile(entry: Written): void {
    const { number, isWithdrawn } = entry;
    const name = `${String(number).padStart(4, '0')}.md`;
    if (isWithdrawn) rmSync(join(folder, name), { force: true });
    else
      write(
        name,
        `---\nid: meldung-${number}\nheadline: ${titleOf(number)}\npublished: ${publishedAt(number)}\n---\n${bodyOf(entry)}\n`,
      );
  }

  function savePage(): void {
    const shown = [...entries.values()].filter(({ isWithdrawn }) => !isWithdrawn).reverse();
    const items = shown.map((entry) => ({
      ...{ id: `meldung-${entry.number}`, headline: titleOf(entry.number), datePublished: publishedAt(entry.number) },
      text: bodyOf(entry),
    }));
    write('liveblog.json', JSON.stringify(items));
  }

  const change = (number: number, what: Partial<Written>): void => {
    const before = entries.get(number) ?? { number, version: 0, isWithdrawn: false };
    entries.set(number, { ...before, ...what });
    changed.add(number);
  };

  return {
    entries,
    add(count) {
      for (let n = 0; n < count; n++) change(entries.size + 1, { version: 1 });
    },
    correct: (number) => change(number, { version: (entries.get(number)?.version ?? 0) + 1 }),
    withdraw: (number) => change(number, { isWithdrawn: true }),
    save() {
      if (format === 'page') savePage();
      else for (const number of changed) saveFile(entries.get(number) ?? { number, version: 1, isWithdrawn: true });
      changed.clear();
    },
  };
}
