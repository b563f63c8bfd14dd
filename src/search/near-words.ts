/**
 * The words of a sorted list that are at most so many wrong letters away: one missing, one too many, another one, or two
 * that changed places (Damerau and Levenshtein, each letter changed once). Words with one beginning share its rows of the
 * table, and a beginning that is already too far away is skipped with all its words.
 */
export function nearWords(sorted: readonly string[], word: string, mistakes: number): string[] {
  const found: string[] = [];
  const table = createTable(word);
  let depth = 0;
  let previous = '';
  for (let at = 0; at < sorted.length; at++) {
    const candidate = sorted[at] ?? '';
    depth = Math.min(depth, sharedBeginning(previous, candidate));
    previous = candidate;
    while (depth < candidate.length && table.nearest(depth) <= mistakes) table.addRow(candidate, depth++);
    if (table.nearest(depth) > mistakes) at = lastWith(sorted, candidate.slice(0, depth), at);
    else if (table.distance(depth) <= mistakes) found.push(candidate);
  }
  return found;
}

interface Table {
  /** The least that any word with the first `depth` letters of the candidate can be away. */
  nearest(depth: number): number;
  /** Of the first `depth` letters of the candidate from the whole word. */
  distance(depth: number): number;
  /** The row for one letter more than `depth`. */
  addRow(candidate: string, depth: number): void;
}

function createTable(word: string): Table {
  const width = word.length;
  const rows = [Uint8Array.from({ length: width + 1 }, (_, at) => at)];
  /** Per row the smallest number in it. */
  const smallest = [0];

  function addRow(candidate: string, depth: number): void {
    const [above, twoAbove] = [rows[depth] as Uint8Array, rows[depth - 1]];
    const row = rows[depth + 1] ?? new Uint8Array(width + 1);
    const [letter, before] = [candidate.charCodeAt(depth), depth > 0 ? candidate.charCodeAt(depth - 1) : -1];
    let min = depth + 1;
    row[0] = min;
    for (let j = 1; j <= width; j++) {
      const own = word.charCodeAt(j - 1);
      let cost = (above[j - 1] as number) + (own === letter ? 0 : 1);
      if ((above[j] as number) + 1 < cost) cost = (above[j] as number) + 1;
      if ((row[j - 1] as number) + 1 < cost) cost = (row[j - 1] as number) + 1;
      if (twoAbove && j > 1 && own === before && word.charCodeAt(j - 2) === letter)
        cost = Math.min(cost, (twoAbove[j - 2] as number) + 1);
      row[j] = cost;
      if (cost < min) min = cost;
    }
    rows[depth + 1] = row;
    smallest[depth + 1] = min;
  }

  return {
    // two letters that change places reach one row further up
    nearest: (depth) => Math.min(smallest[depth] ?? 0, (smallest[depth - 1] ?? 0) + 1),
    distance: (depth) => rows[depth]?.[width] ?? width,
    addRow,
  };
}

function sharedBeginning(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a.charCodeAt(length) === b.charCodeAt(length)) length++;
  return length;
}

/** The index of the last word from `from` on that begins so. */
function lastWith(sorted: readonly string[], beginning: string, from: number): number {
  let low = from;
  let high = sorted.length;
  while (low + 1 < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]?.startsWith(beginning)) low = middle;
    else high = middle;
  }
  return low;
}
