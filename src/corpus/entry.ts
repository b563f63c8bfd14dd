/** One block of an entry's body, in the order of the source. */
export type Block =
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'quote'; readonly text: string; readonly speaker: string | null };

/** One post of the liveblog. Texts are plain text in Unicode NFC, white space folded, no markup. */
export interface Entry {
  /** Stable across runs and corrections of the body; unique within an edition. */
  readonly id: string;
  /** Other names of the same entry, in other documents or before it had this one: never its own id. */
  readonly formerIds: readonly string[];
  /** Empty where the source gives none: see `titleOf`. */
  readonly headline: string;
  readonly authors: readonly string[];
  readonly body: readonly Block[];
  /** ISO 8601 with offset; null where the source gives none. */
  readonly publishedAt: string | null;
  readonly updatedAt: string | null;
  readonly url: string | null;
  /** Set where the source marks the entry as a key event. */
  readonly isKey?: true;
  /** The file it comes from, as the caller named it (folder/file). */
  readonly source: string;
}

/** The longest label made from a body, in characters. */
const TITLE_FROM_BODY_LENGTH = 80;

export const paragraphsOf = (entry: Entry): string[] =>
  entry.body.filter((block) => block.kind === 'paragraph').map((block) => block.text);

export const quotesOf = (entry: Entry): { text: string; speaker: string | null }[] =>
  entry.body.flatMap((block) => (block.kind === 'quote' ? [{ text: block.text, speaker: block.speaker }] : []));

/** What to call an entry on a screen: its headline, else the beginning of its body, cut between words, else its id. */
export function titleOf(entry: Entry): string {
  if (entry.headline) return entry.headline;
  const text = entry.body[0]?.text ?? entry.id;
  if (text.length <= TITLE_FROM_BODY_LENGTH) return text;
  return `${text.slice(0, TITLE_FROM_BODY_LENGTH).replace(/\s+\S*$/u, '')} …`;
}
