import { readFileSync } from 'node:fs';
import { Command, InvalidArgumentError } from 'commander';
import { z } from 'zod';
import { commands } from '../commands/index.ts';
import { citationsOf } from './answer/answer.ts';
import { evaluate, questionsSchema } from './answer/evaluate.ts';
import { printAnswer, printEntries, printEvaluation } from './cli-print.ts';
import { readConfig } from './config.ts';
import { paragraphsOf, quotesOf } from './corpus/entry.ts';
import { formatProblem } from './corpus/problem.ts';
import { readCorpus } from './corpus/read.ts';
import { fatalReason } from './discord/faults.ts';
import { registerWithToken } from './discord/register.ts';
import { messageOf } from './engine/embeddings.ts';
import { createLocalEngine, type LocalEngine } from './engine/local.ts';
import { createProgressDisplay } from './progress.ts';

/** The engine in a terminal. JSON goes to stdout, everything else a program may want to leave out to stderr. */

interface CorpusOptions {
  readonly corpus: string[];
  readonly json?: boolean;
}

const say = (text: string): void => void process.stdout.write(`${text}\n`);
const note = (text: string): void => void process.stderr.write(`${text}\n`);
const sayJson = (value: unknown): void => say(JSON.stringify(value, null, 2));

const config = readConfigOrExit();
const corpusPaths = ({ corpus }: CorpusOptions): string[] => (corpus.length > 0 ? corpus : [config.corpusDir]);

async function withEngine<T>(options: CorpusOptions, job: (engine: LocalEngine) => Promise<T>): Promise<T> {
  const { embeddingModel: model, dataDir } = config;
  const engine = createLocalEngine(
    { corpus: corpusPaths(options), model, dataDir },
    createProgressDisplay(process.stderr),
  );
  try {
    const { problems } = await engine.reload({ force: false });
    for (const problem of problems) note(formatProblem(problem));
    const { modelError } = engine.status();
    if (modelError) note(modelError);
    return await job(engine);
  } finally {
    await engine.close();
  }
}

async function ask(words: string[], options: CorpusOptions & { limit: number }): Promise<void> {
  const question = words.join(' ');
  if (!question.trim()) throw new Error('Expected a question, got an empty one');
  const answer = await withEngine(options, (engine) => engine.ask(question));
  const citations = citationsOf(answer).slice(0, options.limit);
  if (!options.json) return say(printAnswer(answer, citations));
  const { status, mode, edition, timings } = answer;
  sayJson({
    question,
    status,
    mode,
    edition,
    citations: citations.map(({ entry: { id, headline, authors, publishedAt, url }, position, excerpt, score }) => ({
      entryId: id,
      position,
      headline,
      authors,
      publishedAt,
      url,
      excerpt: excerpt.text,
      score,
    })),
    timings,
  });
}

async function entries(options: CorpusOptions): Promise<void> {
  const corpus = await readCorpus(corpusPaths(options));
  for (const problem of corpus.problems) note(formatProblem(problem));
  if (!options.json) return say(printEntries(corpus.entries));
  sayJson(
    corpus.entries.map((entry, at) => {
      const { id, headline, authors, publishedAt, updatedAt, url, source } = entry;
      const body = { paragraphs: paragraphsOf(entry), quotes: quotesOf(entry) };
      return { id, position: at + 1, headline, authors, publishedAt, updatedAt, url, ...body, source };
    }),
  );
}

async function runEvaluation(options: CorpusOptions & { questions: string }): Promise<void> {
  const questions = readQuestions(options.questions);
  await withEngine(options, async (engine) => {
    const asked = [];
    for (const question of questions) asked.push({ question, ...(await engine.examine(question.question)) });
    const result = evaluate(asked, engine.edition()?.entries ?? []);
    if (options.json) sayJson(result);
    else say(printEvaluation(result, questions));
  });
}

async function register(): Promise<void> {
  if (!config.token)
    throw new Error('DISCORD_TOKEN: expected the bot’s token, got nothing. Set it in .env or in the environment.');
  const data = commands.map((command) => command.data);
  try {
    const { changed } = await registerWithToken(config.token, config.discordApiUrl, data);
    say(changed ? `Registered ${data.length} commands.` : `All ${data.length} commands were registered before.`);
  } catch (error) {
    const reason = fatalReason(error);
    throw reason ? new Error(reason, { cause: error }) : error;
  }
}

function readQuestions(file: string) {
  try {
    const parsed = questionsSchema.safeParse(JSON.parse(readFileSync(file, 'utf8').replace(/^\uFEFF/, '')));
    if (parsed.success) return parsed.data;
    throw new Error(explain(parsed.error.issues));
  } catch (error) {
    throw new Error(`${file}: ${messageOf(error)}`, { cause: error });
  }
}

/** The first thing that is wrong, in one line. */
function explain([first, ...others]: readonly z.core.$ZodIssue[]): string {
  const more = others.length > 0 ? ` (and ${others.length} more)` : '';
  return `${z.core.toDotPath(first?.path ?? [])}: ${first?.message}${more}`;
}

function readConfigOrExit() {
  try {
    return readConfig();
  } catch (error) {
    return fail(error);
  }
}

function fail(error: unknown): never {
  note(messageOf(error));
  process.exit(1);
}

const collect = (path: string, paths: string[]): string[] => [...paths, path];

function atLeastOne(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1) throw new InvalidArgumentError('Expected a whole number from 1 up.');
  return number;
}

const program = new Command('liveblog').description("Ask a liveblog's entries in the terminal.");
const withCorpus = (command: Command): Command =>
  command
    .option('--corpus <path>', 'file or folder with entries; may be repeated (default: CORPUS_DIR)', collect, [])
    .option('--json', 'print JSON');

withCorpus(program.command('ask').description('answer a question with excerpts').argument('<question...>'))
  .option('--limit <n>', 'show at most n entries', atLeastOne, 3)
  .action(ask);
withCorpus(program.command('entries').description('list what was read')).action(entries);
withCorpus(program.command('evaluate').description('measure the answers to a file of questions'))
  .requiredOption('--questions <file>', 'JSON array of {id, lang, question, gold, need, ok?, answer?}')
  .action(runEvaluation);

program
  .command('register')
  .description('register the slash commands with Discord (the bot does so itself at its start)')
  .action(register);

// `… | head`: whoever reads has read enough
process.stdout.on('error', (error: NodeJS.ErrnoException) => (error.code === 'EPIPE' ? process.exit(0) : fail(error)));

program.parseAsync().catch(fail);
