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
  /** ISO 8601, when it was begun: what happened to its entries before is in it. */
  readonly askedAt: string;
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

export interface AnswerNote extends Omit<PublicAnswer, 'cited' | 'askedAt'> {
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
  /** Called when an answer needs a note as soon as it is recorded. @returns how to stop listening. */
  onNote(listener: () => void): () => void;
}

/** Answers older than this are read by nobody; they are forgotten when a new one comes. */
const KEPT_DAYS = 90;

/**
 * Null for an entry that is as it was cited. An answer may cite an edition that is not written down yet: what differs then
 * is older than the answer, and no change.
 */
const CHANGED_AT = `CASE WHEN e.state = 'withdrawn' THEN e.withdrawn_at
  WHEN c.content_hash <> e.content_hash THEN e.corrected_at END`;

export function createAnswers(sql: Sql): Answers {
  const { rows, first, run, atomically } = sql;
  const listeners = new Set<() => void>();

  function forget(messageId: string): void {
    run('DELETE FROM answer_citations WHERE message_id = ?', messageId);
    run('DELETE FROM answers WHERE message_id = ?', messageId);
    run("DELETE FROM outbox WHERE lane = 'note' AND target = ?", messageId);
  }

  function write({ messageId, channelId, language, embedCount, askedAt, cited }: PublicAnswer): void {
    const oldest = new Date(Date.now() - KEPT_DAYS * 86_400_000).toISOString();
    for (const old of rows('SELECT message_id FROM answers WHERE answered_at < ?', oldest))
      forget(textIn(old, 'message_id'));
    run(
      'INSERT OR REPLACE INTO answers (message_id, channel_id, language, embed_count, answered_at) VALUES (?, ?, ?, ?, ?)',
      ...[messageId, channelId, language, embedCount, askedAt],
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
      `SELECT e.state, ${CHANGED_AT} AS at, v.content FROM answer_citations c JOIN answers a USING (message_id)
       JOIN entries e USING (entry_id) JOIN versions v ON v.entry_id = e.entry_id AND v.content_hash = e.content_hash
       WHERE c.message_id = ? AND ${CHANGED_AT} >= a.answered_at ORDER BY e.seq DESC`,
      messageId,
    ).map(changeFrom);

  return {
    record(answer) {
      const isChanged = atomically(() => {
        write(answer);
        // corrected while the answer was being written
        const needsNote = changesOf(answer.messageId).length > 0;
        if (needsNote) queue(sql, answer.channelId, 'note', answer.messageId);
        return needsNote;
      });
      if (isChanged) for (const listener of listeners) listener();
    },
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
    onNote(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

const changeFrom = (row: Row): CitedChange => ({
  entry: entryIn(row, 'content'),
  change: row.state === 'withdrawn' ? 'withdrawn' : 'corrected',
  at: textIn(row, 'at'),
});
