/** After these a full stop ends no sentence. */
const ABBREVIATIONS = new Set(
  'bzw ca dr etc evtl ggf inkl max mio mrd mr mrs ms nr prof sog st str u.a usw vgl z.b z d.h d h o i s jr sen inc'.split(
    ' ',
  ),
);
const GOES_ON =
  /^["“”„»«)\]]*\s*(?:\p{Ll}|\d|(?:Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember|Jahrhundert)(?!\p{L}))/u;
const ORDINAL = /(?:^|\s)\d{1,2}\.$/u;
const LAST_WORD = /(?:^|[\s("„])([\p{L}.]+)\.$/u;

const segmenter = new Intl.Segmenter('de', { granularity: 'sentence' });

/** V8's segmenter takes time with the square of a text's length, and what it has not seen of it changes nothing before. */
const SLICE_CHARACTERS = 4_000;
/** What tells whether a sentence ends stands this near its end. */
const END_CHARACTERS = 60;

/** Cuts a text at its sentence ends; joined with a space the parts give the text again, white space aside. */
export function splitSentences(text: string): string[] {
  const sentences: string[] = [];
  let start = 0;
  for (const end of segmentEnds(text)) {
    const before = text.slice(Math.max(start, end - END_CHARACTERS), end).trim();
    if (end < text.length && !endsSentence(before, text.slice(end, end + 20))) continue;
    const sentence = text.slice(start, end).trim();
    if (sentence) sentences.push(sentence);
    start = end;
  }
  return sentences;
}

function* segmentEnds(text: string): Generator<number> {
  let from = 0;
  while (from < text.length) {
    const to = sliceEnd(text, from);
    const ends = [...segmenter.segment(text.slice(from, to))].map(
      ({ index, segment }) => from + index + segment.length,
    );
    if (to < text.length && ends.length > 1) ends.pop(); // may go on beyond the slice
    yield* ends;
    from = ends.at(-1) ?? text.length;
  }
}

/** Between words, where there are any. */
function sliceEnd(text: string, from: number): number {
  const to = from + SLICE_CHARACTERS;
  if (to >= text.length) return text.length;
  const space = text.lastIndexOf(' ', to);
  return space > from ? space + 1 : to;
}

function endsSentence(before: string, after: string): boolean {
  const lastWord = LAST_WORD.exec(before)?.[1]?.toLowerCase();
  if (lastWord !== undefined && ABBREVIATIONS.has(lastWord)) return false;
  if (/^\p{Ll}/u.test(after) && !/[!?…]["“”»]?$/u.test(before)) return false;
  return !(ORDINAL.test(before) && GOES_ON.test(after)) && !/(?:^|\s)\p{Lu}\.$/u.test(before);
}
