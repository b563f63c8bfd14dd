import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Entry } from '../src/corpus/entry.ts';

/** What the two processes of the bot take to serve some entries. */
export interface Served {
  /** From the bot's start to its first edition, with all embeddings in the cache. */
  readonly startMs: number;
  /** Resident sets, after some questions. */
  readonly botMb: number;
  readonly engineMb: number;
  /** From a new file in the watched folder to the answer that cites it. */
  readonly addedMs: number;
  /** The event loop's delay meanwhile in the process that talks to Discord. */
  readonly botHeldP99Ms: number;
}

const BOT = fileURLToPath(new URL('./served-bot.ts', import.meta.url));
const TSX = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;

/** @param dataDir where the entries are embedded already. */
export async function measureServed(entries: readonly Entry[], dataDir: string): Promise<Served> {
  const corpus = join(dataDir, 'corpus');
  mkdirSync(corpus, { recursive: true });
  writeEntries(join(corpus, 'entries.json'), entries);
  const bot = fork(BOT, [corpus, dataDir], {
    execArgv: ['--import', TSX],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const exited = once(bot, 'exit');
  const [served] = (await Promise.race([once(bot, 'message'), exited])) as [Served | number | null];
  await exited;
  if (!(served instanceof Object)) throw new Error(`The measured bot ended with ${served}`);
  return served;
}

/** The form that the reader of JSON documents expects. */
export function writeEntries(file: string, entries: readonly Entry[]): void {
  const documents = entries.map(({ id, headline, body }) => ({
    id,
    headline,
    body: body.map(({ text }) => text).join('\n\n'),
  }));
  writeFileSync(file, JSON.stringify(documents));
}
