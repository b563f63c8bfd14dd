import type { Encoded, Encoder } from './embed.ts';
import { createTokenMatcher, type TokenMatcher } from './kernel/kernel.ts';
import { detectLanguage, isStopWord, type Language, words } from './language.ts';

export interface Question {
  readonly text: string;
  readonly language: Language;
  /** Null without an encoder. */
  readonly encoded: EncodedQuestion | null;
}

/** A run of letters and signs between white space. */
interface QuestionWord {
  readonly isContent: boolean;
  /** What the lexical index would look up of it, lower case. */
  readonly parts: readonly string[];
}

export interface EncodedQuestion {
  /** Of the whole question, of unit length. */
  readonly vector: Encoded['vector'];
  /** Finds the passage tokens that are nearest to each of the question's own. */
  readonly matcher: TokenMatcher;
  /** Per token: the word it belongs to (index into `words`), or -1 for a sign. */
  readonly wordOf: readonly number[];
  readonly words: readonly QuestionWord[];
}

/** @param text trimmed, not empty. */
export async function readQuestion(text: string, encoder: Encoder | null): Promise<Question> {
  const language = detectLanguage(text);
  return { text, language, encoded: encoder ? await encodeQuestion(text, language, encoder) : null };
}

async function encodeQuestion(text: string, language: Language, encoder: Encoder): Promise<EncodedQuestion | null> {
  const chunks = text.split(/\s+/).filter(Boolean);
  const ids: number[] = [];
  const wordOf: number[] = [];
  for (const [at, chunk] of chunks.entries()) {
    const pieces = encoder.tokenise(chunk);
    const bare = encoder.tokenise(chunk.replace(/[^\p{L}\p{N}]+$/u, ''));
    ids.push(...pieces);
    wordOf.push(...pieces.map((id, i) => (bare[i] === id ? at : -1)));
  }
  const [encoded] = await encoder.encode('question', [ids]);
  if (!encoded) return null;
  const parts = chunks.map(words);
  const isContent = (own: readonly string[]) => own.some((word) => !isStopWord(word, language));
  const contentful = parts.some(isContent);
  return {
    vector: encoded.vector,
    matcher: createTokenMatcher(encoded.tokens, encoder.dimensions),
    wordOf: wordOf.slice(0, encoder.maxTokens),
    words: parts.map((own) => ({ parts: own, isContent: contentful ? isContent(own) : own.length > 0 })),
  };
}
