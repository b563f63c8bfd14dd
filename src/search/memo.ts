/** More words than a liveblog of 10,000 entries has: about 10 MB when it is full. */
const KEPT_WORDS = 50_000;
/** Longer ones are no words, and are not kept. */
const WORD_MAX_LETTERS = 40;

/** Remembers what a pure function makes of a word; begins anew once it remembers too many. */
export function memoise<T>(make: (word: string) => T): (word: string) => T {
  const made = new Map<string, T>();
  return (word) => {
    const known = made.get(word);
    if (known !== undefined) return known;
    if (made.size >= KEPT_WORDS) made.clear();
    const fresh = make(word);
    if (word.length <= WORD_MAX_LETTERS) made.set(word, fresh);
    return fresh;
  };
}

/** Remembers what a pure function makes of a thing for as long as the thing is held. */
export function rememberFor<K extends object, T>(make: (thing: K) => T): (thing: K) => T {
  const made = new WeakMap<K, { readonly of: T }>();
  return (thing) => {
    const known = made.get(thing) ?? { of: make(thing) };
    made.set(thing, known);
    return known.of;
  };
}
