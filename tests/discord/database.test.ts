import { existsSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'libsql';
import { expect, test } from 'vitest';
import { contentHash } from '../../src/corpus/diff.ts';
import type { Entry } from '../../src/corpus/entry.ts';
import { MIGRATIONS } from '../../src/store/migrations.ts';
import { standIn, startTestBot } from '../support/bot.ts';
import { entryOf } from '../support/entries.ts';
import { tempFolder } from '../support/temp.ts';

/** Of what comes in its own time. */
const PATIENT = { timeout: 20_000 };

const entry = (headline: string, text = `Text von ${headline}.`) => entryOf(headline, [text], { source: 'page.json' });
const pageCount = (db: Database.Database): number =>
  Number((db.prepare('PRAGMA page_count').get() as Record<string, unknown>).page_count);

test.each([
  [
    'full',
    /disk is full/,
    (db: Database.Database) => void db.pragma(`max_page_count = ${pageCount(db)}`),
    (db: Database.Database) => void db.pragma('max_page_count = 1000000'),
  ],
  [
    'read-only',
    /make the folder writable/,
    (db: Database.Database) => void db.pragma('query_only = ON'),
    (db: Database.Database) => void db.pragma('query_only = OFF'),
  ],
])('a disk that becomes %s stops posting with a clear line, and nothing is lost', async (_, line, spoil, mend) => {
  const discord = await standIn();
  const corpus = { entries: [entry('Alt')] as readonly Entry[] };
  const bot = await startTestBot({ discord, corpus, dataDir: tempFolder() });
  await bot.newsdesk.drained();
  spoil(bot.db);
  const long = 'Sehr viel Text. '.repeat(200);
  corpus.entries = [...Array.from({ length: 30 }, (_, at) => entry(`Neu ${30 - at}`, long)), entry('Alt')];
  await bot.newsdesk.reload({ force: false });
  await expect.poll(bot.log, PATIENT).toMatch(line);
  expect(bot.publisher.status()[0]?.fault).toMatchObject({ remedy: 'operator', reason: expect.stringMatching(line) });
  mend(bot.db);
  await bot.newsdesk.drained();
  const titles = discord.messages(discord.channels[0]?.id ?? '').map(({ embeds }) => embeds[0]?.title);
  expect(titles).toEqual(Array.from({ length: 30 }, (_, at) => `Neu ${at + 1}`));
  expect(bot.publisher.status()).toMatchObject([{ fault: null, waiting: { posts: 0 } }]);
});

/** As the version of the bot before wrote it, with one entry in each state. */
function writeOldDatabase(file: string, channelId: string, rows: readonly (readonly [Entry, string, string | null])[]) {
  const db = new Database(file);
  for (const sql of MIGRATIONS.slice(0, 2)) db.exec(sql);
  db.pragma('user_version = 2');
  db.prepare('INSERT INTO channels (channel_id, first_seen_at) VALUES (?, ?)').run(channelId, '2025-12-04T10:00:00Z');
  for (const [{ id, ...rest }, state, messageId] of rows) {
    db.prepare('INSERT INTO names VALUES (?, ?)').run(id, id);
    db.prepare(
      'INSERT INTO postings (channel_id, entry_id, content_hash, state, message_id) VALUES (?, ?, ?, ?, ?)',
    ).run(channelId, id, contentHash({ id, ...rest }), state, messageId);
  }
  db.close();
}

test('a database of the version before is brought up to date after it was backed up, and nothing is lost or doubled', async () => {
  const discord = await standIn();
  const channelId = discord.channels[0]?.id ?? '';
  const dataDir = tempFolder();
  const corpus = { entries: [entry('Wartet'), entry('Gesendet'), entry('Alt')] as readonly Entry[] };
  const posted = await startTestBot({ discord, corpus, dataDir: tempFolder(), backlog: 2 });
  await posted.newsdesk.drained();
  await posted.stop();
  const [sent] = discord.messages(channelId);

  const file = join(dataDir, 'liveblog.db');
  writeOldDatabase(file, channelId, [
    [entry('Alt'), 'remembered', null],
    [entry('Gesendet'), 'sent', sent?.id ?? ''],
    [entry('Wartet'), 'sending', null],
    [entry('Verschwunden'), 'pending', null],
  ]);
  corpus.entries = [entry('Neu'), entry('Wartet'), entry('Gesendet', 'Korrigiert.'), entry('Alt')];
  const bot = await startTestBot({ discord, corpus, dataDir, backlog: 2 });
  await bot.newsdesk.drained();
  const shown = discord.messages(channelId).map(({ embeds }) => [embeds[0]?.title, embeds[0]?.description]);
  expect(shown).toEqual([
    ['Gesendet', expect.stringMatching(/^Korrigiert\.\n\n\*Korrigiert/)],
    ['Wartet', 'Text von Wartet.'],
    ['Neu', 'Text von Neu.'],
  ]);
  expect(bot.publisher.status()).toMatchObject([{ waiting: { posts: 0, edits: 0 } }]);
  const backup = new Database(`${file}.version-2`);
  expect(backup.prepare('SELECT count(*) AS n FROM postings').get()).toMatchObject({ n: 4 });
  backup.close();
  expect(existsSync(`${file}.version-2.unfinished`)).toBe(false);
});
