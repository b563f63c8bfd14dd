import type Database from 'libsql';

export type Row = Readonly<Record<string, unknown>>;
type Value = string | number | null;

/** Statements, each prepared once; all values are bound. */
export interface Sql {
  rows(sql: string, ...values: readonly Value[]): readonly Row[];
  /** The first row; null for none. */
  first(sql: string, ...values: readonly Value[]): Row | null;
  /** @returns how many rows it changed. */
  run(sql: string, ...values: readonly Value[]): number;
  /** All or nothing; within another one it is a part of that. */
  atomically<T>(work: () => T): T;
}

export function createSql(db: Database.Database): Sql {
  const statements = new Map<string, Database.Statement>();
  let isWithin = false;
  const prepared = (sql: string): Database.Statement => {
    const statement = statements.get(sql) ?? db.prepare(sql);
    statements.set(sql, statement);
    return statement;
  };
  const rows = (sql: string, ...values: readonly Value[]) => prepared(sql).all(...values) as Row[];
  return {
    rows,
    first: (sql, ...values) => rows(sql, ...values)[0] ?? null,
    run: (sql, ...values) => prepared(sql).run(...values).changes,
    atomically(work) {
      if (isWithin) return work();
      isWithin = true;
      try {
        return transact(db, work);
      } finally {
        isWithin = false;
      }
    },
  };
}

/** libsql's own would hide why a full disk ended the transaction: SQLite has rolled it back by then. */
function transact<T>(db: Database.Database, work: () => T): T {
  db.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    db.exec('COMMIT');
    return result;
  } catch (error) {
    if (db.inTransaction) db.exec('ROLLBACK');
    throw error;
  }
}

export const textIn = (row: Row, column: string): string => String(row[column] ?? '');
export const textOrNullIn = (row: Row, column: string): string | null => {
  const value = row[column];
  return value === null || value === undefined ? null : String(value);
};
export const numberIn = (row: Row | null, column: string): number => Number(row?.[column] ?? 0);
