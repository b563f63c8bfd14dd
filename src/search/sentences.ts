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

/** Cuts a text at its sentence ends; joined with a space the parts give the text again, white space aside. */
export function splitSentences(text: string): string[] {
  const sentences: string[] = [];
  let start = 0;
  for (const { index, segment } of segmenter.segment(text)) {
    const end = index + segment.length;
    const sentence = text.slice(start, end).trim();
    if (end < text.length && !endsSentence(sentence, text.slice(end, end + 20))) continue;
    if (sentence) sentences.push(sentence);
    start = end;
  }
  return sentences;
}

function endsSentence(before: string, after: string): boolean {
  const lastWord = LAST_WORD.exec(before)?.[1]?.toLowerCase();
  if (lastWord !== undefined && ABBREVIATIONS.has(lastWord)) return false;
  if (/^\p{Ll}/u.test(after) && !/[!?…]["“”»]?$/u.test(before)) return false;
  return !(ORDINAL.test(before) && GOES_ON.test(after)) && !/(?:^|\s)\p{Lu}\.$/u.test(before);
}
