import { readFile, stat } from 'node:fs/promises';
import { extname } from 'node:path';
import { decodeText } from './decode.ts';
import { parseDocument } from './detect.ts';
import type { ParsedDocument } from './draft.ts';
import type { Entry } from './entry.ts';
import { findDocuments, whatIsWrong } from './files.ts';
import { identify, sharedIds } from './ids.ts';
import { type LoadedDocument, mergeDocuments } from './merge.ts';
import type { Problem } from './problem.ts';

export interface Corpus {
  /** Newest first, ids unique. */
  readonly entries: readonly Entry[];
  readonly problems: readonly Problem[];
  readonly documents: ReadonlyMap<string, ReadDocument>;
}

export interface ReadDocument extends LoadedDocument {
  readonly problems: readonly Problem[];
  /** Size and time of change: a file with the same is not read again. */
  readonly version: string;
}

/** A liveblog's day is well below one; more than this would take minutes to embed. */
const FILE_MAX_MEGABYTES = 20;

/**
 * Reads all documents below the given files and folders. What is wrong with one is in `problems`, and the others load.
 * @param previous what was read before: unchanged files are taken from it, and so is a document that cannot be read now.
 * @throws CorpusError when one of the paths does not exist or cannot be read.
 */
export async function readCorpus(paths: readonly string[], previous?: Corpus): Promise<Corpus> {
  const { files, problems } = await findDocuments(paths);
  const documents = new Map<string, ReadDocument>();
  for (const file of files) {
    const before = previous?.documents.get(file);
    documents.set(file, await readDocument(file, before));
    await new Promise(setImmediate);
  }
  return {
    entries: mergeDocuments([...documents.values()]),
    problems: [...problems, ...[...documents.values()].flatMap((document) => document.problems)],
    documents,
  };
}

async function readDocument(file: string, before: ReadDocument | undefined): Promise<ReadDocument> {
  const read = await load(file, before);
  const isLost = read.entries.length === 0 && read.problems.some(({ severity }) => severity === 'error');
  if (!isLost || !before || before.entries.length === 0) return read;
  // the version stays open, so that the file is tried again each time
  const kept: Problem = { source: file, place: null, reason: 'Its last good entries are kept', severity: 'warning' };
  return { ...before, problems: [...read.problems, kept], version: '' };
}

async function load(file: string, before: ReadDocument | undefined): Promise<ReadDocument> {
  const failed = (reason: string, version = ''): ReadDocument => ({
    source: file,
    asOfMs: 0,
    entries: [],
    problems: [{ source: file, place: null, reason, severity: 'error' }],
    version,
  });
  try {
    const { size, mtimeMs, ctimeMs } = await stat(file);
    const version = `${size} ${mtimeMs} ${ctimeMs}`;
    if (before?.version === version) return before;
    const megabytes = size / 1_000_000;
    if (megabytes > FILE_MAX_MEGABYTES) {
      return failed(
        `Expected at most ${FILE_MAX_MEGABYTES} MB, got ${Math.round(megabytes)} MB: split the file`,
        version,
      );
    }
    const { text, problem } = decodeText(await readFile(file));
    if (text === null) return failed(problem.reason, version);
    const parsed = parseDocument(text, extname(file).toLowerCase());
    const asOfMs = parsed.asOf ? Date.parse(parsed.asOf) : mtimeMs;
    await new Promise(setImmediate);
    const found = problem ? [problem, ...parsed.problems] : parsed.problems;
    const problems = firstOf([...found, ...idProblems(parsed)]).map((each) => ({ ...each, source: file }));
    return { source: file, asOfMs, entries: identify(parsed.drafts), problems, version };
  } catch (error) {
    return failed(whatIsWrong(error));
  }
}

/** One slip in a system's export is repeated in every entry: nobody reads a list of thousands. */
const PROBLEMS_MAX = 20;

function firstOf(problems: readonly Omit<Problem, 'source'>[]): readonly Omit<Problem, 'source'>[] {
  if (problems.length <= PROBLEMS_MAX) return problems;
  const others = problems.slice(PROBLEMS_MAX);
  const severity = others.some((other) => other.severity === 'error') ? 'error' : 'warning';
  const reason = `${others.length} more problems are not listed`;
  return [...problems.slice(0, PROBLEMS_MAX), { place: null, reason, severity }];
}

const idProblems = ({ drafts }: ParsedDocument): Omit<Problem, 'source'>[] =>
  sharedIds(drafts)
    // an address that all entries share is the page's, not a slip
    .filter((id) => drafts.filter(({ ownIds }) => ownIds.includes(id)).length < Math.max(3, drafts.length / 2))
    .map((id) => ({
      place: `id "${id}"`,
      reason: 'Expected one entry with this id, got several; their ids are made from their headlines',
      severity: 'warning',
    }));
