/** Logistic regression with a ridge penalty, by Newton's method (iteratively reweighted least squares). */

export interface Sample {
  readonly kind: string;
  /** Samples of one group are never split between fitting and testing. */
  readonly group: string;
  readonly isAnswerable: boolean;
  readonly weight: number;
  readonly values: readonly number[];
}

export interface Model {
  readonly intercept: number;
  readonly weights: readonly number[];
}

interface Standardised {
  readonly samples: readonly Sample[];
  readonly means: readonly number[];
  readonly deviations: readonly number[];
}

const RIDGE = 1;
const STEPS = 40;
const FOLDS = 6;

/** Each value as its distance from the mean in standard deviations, so that one penalty suits all. */
export function standardise(samples: readonly Sample[]): Standardised {
  const columns = (samples[0]?.values ?? []).map((_, at) => samples.map(({ values }) => values[at] ?? 0));
  const means = columns.map((column) => column.reduce((sum, x) => sum + x, 0) / column.length);
  const deviations = columns.map(
    (column, at) => Math.sqrt(column.reduce((sum, x) => sum + (x - (means[at] ?? 0)) ** 2, 0) / column.length) || 1,
  );
  const scale = (values: readonly number[]) => values.map((x, at) => (x - (means[at] ?? 0)) / (deviations[at] ?? 1));
  return { samples: samples.map((sample) => ({ ...sample, values: scale(sample.values) })), means, deviations };
}

/** @returns weights for the values as they were before they were standardised. */
export function fitLogistic({ samples, means, deviations }: Standardised): Model {
  const size = means.length + 1;
  let beta = new Array<number>(size).fill(0);
  for (let step = 0; step < STEPS; step++) {
    const gradient: number[] = beta.map((b, at) => (at < size - 1 ? RIDGE * b : 0));
    const hessian: number[][] = beta.map((_, row) => beta.map((__, column) => (row === column ? RIDGE : 0)));
    for (const { values, isAnswerable, weight } of samples) {
      const x = [...values, 1];
      const p = logistic(dot(x, beta));
      x.forEach((xi, i) => {
        gradient[i] = (gradient[i] ?? 0) + weight * (p - Number(isAnswerable)) * xi;
        x.forEach((xj, j) => {
          const row = hessian[i];
          if (row) row[j] = (row[j] ?? 0) + weight * p * (1 - p) * xi * xj;
        });
      });
    }
    const change = solve(hessian, gradient);
    beta = beta.map((b, at) => b - (change[at] ?? 0));
  }
  const weights = means.map((_, at) => (beta[at] ?? 0) / (deviations[at] ?? 1));
  return { intercept: (beta[size - 1] ?? 0) - dot(weights, means), weights };
}

export function crossValidated(samples: readonly Sample[]): number[] {
  const groups = [...new Set(samples.map(({ group }) => group))].sort();
  const foldOf = (sample: Sample) => groups.indexOf(sample.group) % FOLDS;
  const models = Array.from({ length: FOLDS }, (_, fold) =>
    fitLogistic(standardise(samples.filter((sample) => foldOf(sample) !== fold))),
  );
  return samples.map((sample) => {
    const model = models[foldOf(sample)];
    return model ? (predict(model, [sample])[0] ?? 0) : 0;
  });
}

export const predict = (model: Model, samples: readonly Sample[]): number[] =>
  samples.map(({ values }) => logistic(model.intercept + dot(values, model.weights)));

/** Probability that an answerable sample is given more than an unanswerable one. */
export function areaUnderCurve(samples: readonly Sample[], probabilities: readonly number[]): number {
  const of = (isAnswerable: boolean) =>
    samples.flatMap((sample, at) => (sample.isAnswerable === isAnswerable ? [probabilities[at] ?? 0] : []));
  const [yes, no] = [of(true), of(false)];
  const wins = yes.reduce((sum, p) => sum + no.filter((other) => p > other).length, 0);
  return wins / (yes.length * no.length);
}

const logistic = (z: number): number => 1 / (1 + Math.exp(-z));
const dot = (a: readonly number[], b: readonly number[]): number => a.reduce((sum, x, at) => sum + x * (b[at] ?? 0), 0);

/** Gaussian elimination with partial pivoting. */
function solve(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const rows = matrix.map((row, at) => [...row, right[at] ?? 0]);
  for (let column = 0; column < rows.length; column++) {
    const pivot = rows
      .slice(column)
      .reduce((best, row) => (Math.abs(row[column] ?? 0) > Math.abs(best[column] ?? 0) ? row : best));
    rows.splice(rows.indexOf(pivot), 1);
    rows.splice(column, 0, pivot);
    for (const row of rows) {
      if (row === pivot) continue;
      const factor = (row[column] ?? 0) / (pivot[column] ?? 1);
      row.forEach((x, at) => {
        row[at] = x - factor * (pivot[at] ?? 0);
      });
    }
  }
  return rows.map((row, at) => (row.at(-1) ?? 0) / (row[at] ?? 1));
}
