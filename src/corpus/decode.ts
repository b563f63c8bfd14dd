import type { Problem } from './problem.ts';

type Decoded =
  | { readonly text: string; readonly problem: Omit<Problem, 'source'> | null }
  | { readonly text: null; readonly problem: Omit<Problem, 'source'> };

/** Text of a file in UTF-8 or UTF-16; plain text in Latin-1 is read too, with a warning. Binary files are refused. */
export function decodeText(bytes: Uint8Array): Decoded {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { text: new TextDecoder('utf-16le').decode(bytes), problem: null };
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return { text: new TextDecoder('utf-16be').decode(bytes), problem: null };
  if (isBinary(bytes)) {
    return { text: null, problem: { place: null, reason: 'Expected text, got binary data', severity: 'error' } };
  }
  const utf8 = new TextDecoder('utf-8').decode(bytes);
  const broken = count(utf8, /\uFFFD/g);
  if (broken === 0) return { text: utf8, problem: null };
  const isLatin1 = broken > count(utf8, /[^\0-\u007F\uFFFD]/g);
  const line = utf8.slice(0, utf8.indexOf('\uFFFD')).split('\n').length;
  return {
    text: isLatin1 ? new TextDecoder('windows-1252').decode(bytes) : utf8,
    problem: {
      place: `line ${line}`,
      reason: isLatin1
        ? 'Expected UTF-8; read as Latin-1 (Windows-1252)'
        : `Expected UTF-8; ${broken} damaged characters`,
      severity: 'warning',
    },
  };
}

const count = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0;

/** Text has no NUL and hardly any other control character. */
function isBinary(bytes: Uint8Array): boolean {
  const head = bytes.subarray(0, 8_192);
  const control = head.filter((byte) => byte < 32 && byte !== 9 && byte !== 10 && byte !== 12 && byte !== 13).length;
  return head.includes(0) || control > head.length / 50;
}
