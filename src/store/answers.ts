import { contentHash } from '../corpus/diff.ts';
import type { Entry } from '../corpus/entry.ts';
import { queue } from './outbox.ts';
import { numberIn, type Row, type Sql, textIn } from './sql.ts';
import { entryIn, idOf } from './versions.ts';

/** A public answer of /ask: a message that others can read, and that must not stay wrong. */
export interface PublicAnswer {
  readonly messageId: string;
  readonly channelId: string;
  /** Of the member who asked, as Discord names it; the note is written in it. */
  readonly language: string;
  /** How many embeds the answer has: a note comes after them, and replaces an earlier note. */
  readonly embedCount: number;
  /** The entries that it cites, as they were when it was given. */
  readonly cited: readonly Entry[];
}

/** What became of an entry that an answer cites. */
export interface CitedChange {
  /** As it is now. */
  readonly entry: Entry;
  readonly change: 'corrected' | 'withdrawn';
  /** ISO 8601. */
  readonly at: string;
}

export interface AnswerNote extends Omit<PublicAnswer, 'cited'> {
  /** Empty when everything is again as it was cited: the note goes. */
  readonly changes: readonly CitedChange[];
}

export interface Answers {
  /** Call it once a public answer with citations stands in its channel; a correction of what it cites then puts a note under it. */
  record(answer: PublicAnswer): void;
  /** Null for an answer that is not known. */
  noteFor(messageId: string): AnswerNote | null;
  /** The message is gone. */
  forget(messageId: string): void;
}

/** Answers older than this are read by nobody; they are forgotten when a new one comes. */
const KEPT_DAYS = 90;

export function createAnswers(sql: Sql): Answers {
  const { rows, first, run, atomically } = sql;

  function forget(messageId: string): void {
    run('DELETE FROM answer_citations WHERE message_id = ?', messageId);
    run('DELETE FROM answers WHERE message_id = ?', messageId);
    run("DELETE FROM outbox WHERE lane = 'note' AND target = ?", messageId);
  }

  function write({ messageId, channelId, language, embedCount, cited }: PublicAnswer): void {
    const now = new Date();
    const oldest = new Date(now.getTime() - KEPT_DAYS * 86_400_000).toISOString();
    for (const old of rows('SELECT message_id FROM answers WHERE answered_at < ?', oldest))
      forget(textIn(old, 'message_id'));
    run(
      'INSERT OR REPLACE INTO answers (message_id, channel_id, language, embed_count, answered_at) VALUES (?, ?, ?, ?, ?)',
      ...[messageId, channelId, language, embedCount, now.toISOString()],
    );
    for (const entry of cited) {
      run(
        'INSERT OR REPLACE INTO answer_citations (message_id, entry_id, content_hash) VALUES (?, ?, ?)',
        ...[messageId, idOf(sql, entry), contentHash(entry)],
      );
    }
  }

  const changesOf = (messageId: string): CitedChange[] =>
    rows(
      `SELECT e.state, e.corrected_at, e.withdrawn_at, v.content FROM answer_citations c
       JOIN entries e USING (entry_id) JOIN versions v ON v.entry_id = e.entry_id AND v.content_hash = e.content_hash
       WHERE c.message_id = ? AND (e.state = 'withdrawn' OR c.content_hash <> e.content_hash) ORDER BY e.seq DESC`,
      messageId,
    ).map(changeFrom);

  return {
    record: (answer) =>
      atomically(() => {
        write(answer);
        // corrected while the answer was being written
        if (changesOf(answer.messageId).length > 0) queue(sql, answer.channelId, 'note', answer.messageId);
      }),
    noteFor(messageId) {
      const row = first('SELECT * FROM answers WHERE message_id = ?', messageId);
      if (!row) return null;
      return {
        ...{ messageId, channelId: textIn(row, 'channel_id'), language: textIn(row, 'language') },
        embedCount: numberIn(row, 'embed_count'),
        changes: changesOf(messageId),
      };
    },
    forget: (messageId) => atomically(() => forget(messageId)),
  };
}

function changeFrom(row: Row): CitedChange {
  const isWithdrawn = row.state === 'withdrawn';
  return {
    entry: entryIn(row, 'content'),
    change: isWithdrawn ? 'withdrawn' : 'corrected',
    at: textIn(row, isWithdrawn ? 'withdrawn_at' : 'corrected_at'),
  };
}
