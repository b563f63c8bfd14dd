import type { Encoded, Encoder } from './embed.ts';
import { createTokenMatcher, type TokenMatcher } from './kernel/kernel.ts';
import { detectLanguage, isStopWord, type Language, words } from './language.ts';

export interface Question {
  readonly text: string;
  readonly language: Language;
  /** Null without an encoder. */
  readonly encoded: EncodedQuestion | null;
}

/** A run of letters and signs between white space that carries meaning. */
export interface QuestionWord {
  /** What the lexical index would look up of it, lower case. */
  readonly parts: readonly string[];
  /** Its tokens among the question's, at least one; signs at its end are left out. */
  readonly tokens: readonly number[];
}

export interface EncodedQuestion {
  /** Of the whole question, of unit length. */
  readonly vector: Encoded['vector'];
  /** Finds the passage tokens that are nearest to each of the question's own. */
  readonly matcher: TokenMatcher;
  /** The words that carry meaning; all of them where only stop words are left. */
  readonly words: readonly QuestionWord[];
}

/** @param text trimmed, not empty. */
export async function readQuestion(text: string, encoder: Encoder | null): Promise<Question> {
  const language = detectLanguage(text);
  return { text, language, encoded: encoder ? await encodeQuestion(text, language, encoder) : null };
}

async function encodeQuestion(text: string, language: Language, encoder: Encoder): Promise<EncodedQuestion | null> {
  const ids: number[] = [];
  const all: QuestionWord[] = [];
  for (const chunk of text.split(/\s+/).filter(Boolean)) {
    const pieces = encoder.tokenise(chunk);
    const letters = chunk.replace(/[^\p{L}\p{N}]+$/u, '');
    const bare = letters === chunk ? pieces : encoder.tokenise(letters);
    const tokens = pieces.flatMap((id, at) => (bare[at] === id ? [ids.length + at] : []));
    all.push({ parts: words(chunk), tokens: tokens.filter((token) => token < encoder.maxTokens) });
    ids.push(...pieces);
  }
  const [encoded] = await encoder.encode('question', [ids]);
  if (!encoded) return null;
  const known = all.filter(({ parts, tokens }) => parts.length > 0 && tokens.length > 0);
  const content = known.filter(({ parts }) => parts.some((word) => !isStopWord(word, language)));
  return {
    vector: encoded.vector,
    matcher: createTokenMatcher(encoded.tokens, encoder.dimensions),
    words: content.length > 0 ? content : known,
  };
}
