import lunr from 'lunr';
import MiniSearch from 'minisearch';
import type { Entry } from '../src/corpus/entry.ts';
import { isStopWord, words } from '../src/search/language.ts';
import { stem } from '../src/search/lexical.ts';
import { documentOf, type Hit, rankingEngine, type SearchEngine } from './search-engine.ts';

/** What the documentation of all three engines gives a title in its examples. */
export const HEADLINE_BOOST = 2;
/** The weights of exact words, prefixes and wrong letters in lunr's guide to searching while typing. */
const LUNR_BOOSTS = { exact: 100, prefix: 10, fuzzy: 1 } as const;
/** Share of a word's letters that may be wrong, as MiniSearch's README has it. */
const MINISEARCH_FUZZY = 0.2;

/** Its English pipeline as it comes, and no stemmer of ours. */
const plainLunr = rankingEngine('lunr', async (entries) => {
  const index = lunr((builder) => {
    builder.ref('id');
    builder.field('headline', { boost: HEADLINE_BOOST });
    builder.field('text');
    for (const entry of entries) builder.add(documentOf(entry));
  });
  return async (question) => searchLunr(index, question);
});

function searchLunr(index: lunr.Index, question: string): Hit[] {
  const results = index.query((query) => {
    for (const word of words(question)) {
      query.term(word, { usePipeline: true, boost: LUNR_BOOSTS.exact });
      query.term(word, {
        usePipeline: false,
        boost: LUNR_BOOSTS.prefix,
        wildcard: lunr.Query.wildcard.TRAILING,
      });
      query.term(word, { usePipeline: false, boost: LUNR_BOOSTS.fuzzy, editDistance: 1 });
    }
  });
  return results.map(({ ref, score }) => ({ id: ref, score }));
}

/** With German stop words, as the README's example of `processTerm` has them: without them it finds less. */
function miniSearch(name: string, normalise: (term: string) => string): SearchEngine {
  return rankingEngine(name, async (entries: readonly Entry[]) => {
    const index = new MiniSearch<ReturnType<typeof documentOf>>({
      fields: ['headline', 'text'],
      searchOptions: { boost: { headline: HEADLINE_BOOST }, prefix: true, fuzzy: MINISEARCH_FUZZY },
      processTerm: (term) => !isStopWord(term.toLowerCase(), 'de') && normalise(term.toLowerCase()),
    });
    await index.addAllAsync(entries.map(documentOf));
    return async (question) => index.search(question).map(({ id, score }) => ({ id: String(id), score }));
  });
}

export const lexicalEngines: readonly SearchEngine[] = [
  plainLunr,
  miniSearch('MiniSearch', (term) => term),
  miniSearch('MiniSearch, German stems', (term) => stem(term, 'de')),
];
