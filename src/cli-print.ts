import picocolors from 'picocolors';
import type { Answer, Citation, Excerpt } from './answer/answer.ts';
import type { Evaluation, EvaluationQuestion } from './answer/evaluate.ts';
import { type Entry, titleOf } from './corpus/entry.ts';

/** What people read of the terminal's commands; colours only on a terminal. */

const pc = picocolors.createColors(process.stdout.isTTY === true && picocolors.isColorSupported);

const HEADINGS: Readonly<Record<Answer['status'], string>> = {
  answered: '',
  uncertain: 'Not sure. The nearest entries:',
  nothing: 'Nothing found.',
};

export function printAnswer(answer: Answer, citations: readonly Citation[]): string {
  const heading = HEADINGS[answer.status];
  const mode =
    answer.mode === 'lexical' ? pc.yellow('Searched by words only: no embedding model could be loaded.') : '';
  return [heading && pc.yellow(heading), ...citations.map(printCitation), mode].filter(Boolean).join('\n\n');
}

function printCitation({ entry, position, excerpt }: Citation): string {
  const facts = [entry.authors.join(', '), entry.publishedAt ?? '', `entry ${position}`, entry.url ?? ''];
  return [pc.bold(titleOf(entry)), `  ${printExcerpt(excerpt)}`, `  ${pc.dim(facts.filter(Boolean).join(' · '))}`].join(
    '\n',
  );
}

function printExcerpt({ text, matches }: Excerpt): string {
  let printed = '';
  let at = 0;
  for (const { start, end } of matches) {
    printed += text.slice(at, start) + pc.bold(text.slice(start, end));
    at = end;
  }
  return printed + text.slice(at);
}

export const printEntries = (entries: readonly Entry[]): string =>
  entries
    .map((entry, at) => {
      const facts = [entry.authors.join(', '), entry.publishedAt ?? '', entry.source].filter(Boolean);
      return `${String(at + 1).padStart(4)}  ${pc.bold(titleOf(entry))}\n      ${pc.dim(facts.join(' · '))}`;
    })
    .join('\n');

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

/** The totals, one line per kind of question where the file names kinds, and what went wrong. */
export function printEvaluation(result: Evaluation, questions: readonly EvaluationQuestion[]): string {
  const rows: [string, string][] = [
    [
      'questions',
      `${result.questions} (${result.right} right, ${percent(result.right / Math.max(1, result.questions))})`,
    ],
    ['hit@1', percent(result.hit1)],
    ['hit@3', percent(result.hit3)],
    ['MRR@10', result.mrr10.toFixed(3)],
    ['right refusals', percent(result.refused)],
    ['false refusals', percent(result.falseRefusals)],
    ['answer in the excerpts', percent(result.excerptHit)],
    ['ms per question, p50 / p95', `${result.latencyMs.p50.toFixed(1)} / ${result.latencyMs.p95.toFixed(1)}`],
  ];
  const wrong = result.items.filter((item) => !item.right);
  const byId = new Map(questions.map((question) => [question.id, question]));
  return [
    ...rows.map(([name, value]) => `${name.padEnd(28)}${value}`),
    ...printKinds(result, byId),
    wrong.length > 0 ? `\n${pc.bold('Not right')}` : '',
    ...wrong.map(({ id, status, cited }) => `${id}  ${byId.get(id)?.question}\n    ${status}: ${cited.join(', ')}`),
  ].join('\n');
}

function printKinds({ items }: Evaluation, byId: ReadonlyMap<string, EvaluationQuestion>): string[] {
  const kinds = [...new Set([...byId.values()].flatMap(({ kind }) => kind ?? []))];
  return kinds.map((kind) => {
    const own = items.filter(({ id }) => byId.get(id)?.kind === kind);
    const count = (status: Answer['status']) => own.filter((item) => item.status === status).length;
    const right = own.filter((item) => item.right).length;
    const statuses = `${count('answered')} answered, ${count('uncertain')} uncertain, ${count('nothing')} nothing`;
    return `  ${kind.padEnd(26)}${right} of ${own.length} right · ${statuses}`;
  });
}
