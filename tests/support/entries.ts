import type { Entry } from '../../src/corpus/entry.ts';

/** An entry with the given paragraphs; everything else unknown unless said. */
export const entryOf = (headline: string, paragraphs: readonly string[], rest: Partial<Entry> = {}): Entry => ({
  id: headline.toLowerCase().replace(/\W+/g, '-') || 'entry',
  formerIds: [],
  headline,
  authors: [],
  body: paragraphs.map((text) => ({ kind: 'paragraph', text })),
  publishedAt: null,
  updatedAt: null,
  url: null,
  source: 'test',
  ...rest,
});

/** Three entries that share hardly a word. */
export const SMALL_CORPUS: readonly Entry[] = [
  entryOf('Brücke nach Sturm gesperrt', [
    'Nach dem Sturm bleibt die Brücke über den Fluss bis Freitag gesperrt. Der Verkehr wird über die Autobahn umgeleitet.',
    'Laut der Feuerwehr sind 14 Bäume auf die Fahrbahn gestürzt.',
  ]),
  entryOf('Stadtrat beschließt Haushalt', [
    'Der Stadtrat hat den Haushalt für das kommende Jahr beschlossen. Die Ausgaben steigen auf 320 Millionen Euro.',
    'Das Defizit beträgt 18 Millionen Euro und soll aus Rücklagen gedeckt werden.',
  ]),
  entryOf('Museum zeigt Bilder aus Österreich', [
    'Das Museum eröffnet am Samstag eine Ausstellung mit Gemälden aus Österreich.',
  ]),
];
