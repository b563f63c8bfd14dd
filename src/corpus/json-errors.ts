/** Says where in a text JSON breaks; V8 names the place for some errors only. */
export function whereItBreaks(text: string, error: unknown): string {
  const message = messageOf(error);
  const position = /position (\d+)/.exec(message)?.[1];
  const before = text.slice(0, position ? Number(position) : firstBadToken(text)).split('\n');
  const what = message.replace(/ in JSON at position.*| \(line.*| at position.*|, "[\s\S]*$|, \.\.\.[\s\S]*$/g, '');
  return `${what} at line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`;
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Longest beginning of the text that more text could complete. */
function firstBadToken(text: string): number {
  let good = 0;
  let bad = text.length + 1;
  while (bad - good > 1) {
    const middle = Math.floor((good + bad) / 2);
    if (canContinue(text.slice(0, middle))) good = middle;
    else bad = middle;
  }
  return good;
}

function canContinue(beginning: string): boolean {
  try {
    JSON.parse(beginning);
    return true;
  } catch (error) {
    const message = messageOf(error);
    return /end of JSON input|Unterminated/.test(message) || message.includes(`position ${beginning.length}`);
  }
}
