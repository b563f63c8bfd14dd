import type { Entry } from '../src/corpus/entry.ts';
import { pseudoRandom } from '../tests/support/vectors.ts';

/** Invented everyday news in German about places that do not exist: entries that answer no question of the collection. */

const SLOTS: Readonly<Record<string, readonly string[]>> = {
  place: combine('Ober Unter Nieder Neu Alt Klein Groß', 'linden bachheim wiesen felde tannrode mühlen hagen seebrück'),
  building:
    'Hallenbad Rathaus Stadtmuseum Jugendzentrum Bürgerhaus Freibad Heimatmuseum Gemeindehaus Parkhaus Kulturhaus'.split(
      ' ',
    ),
  fault: [
    'eines Wasserschadens',
    'einer defekten Heizung',
    'eines morschen Dachs',
    'fehlender Brandschutztüren',
    'einer Ratte in der Küche',
    'loser Fliesen',
  ],
  event: [
    'Stadtfest',
    'Flohmarkt',
    'Schützenfest',
    'Drachenfest',
    'Weinfest',
    'Chorkonzert',
    'Kirschenfest',
    'Straßentheater',
  ],
  weather: ['bei Nieselregen', 'bei strahlendem Sonnenschein', 'trotz Nebels', 'bei frischem Wind', 'bei großer Hitze'],
  animal: ['Esel', 'Pfau', 'Schafbock', 'Papagei', 'Igel', 'Dackel', 'Waschbär', 'Storch', 'Ziegenbock'],
  spot: [
    'im Supermarkt',
    'auf dem Spielplatz',
    'in einer Tiefgarage',
    'auf dem Balkon eines Nachbarn',
    'im Kreisverkehr',
    'am Bahnsteig',
  ],
  food: ['Apfelkuchen', 'Kartoffelsuppe', 'Brezeln', 'Zwiebelkuchen', 'Erbseneintopf', 'Quarkbällchen', 'Pfannkuchen'],
  club: ['Kegelklub', 'Gartenverein', 'Schachklub', 'Ruderverein', 'Trachtenverein', 'Modellbahnklub', 'Imkerverein'],
  street: combine('Ahorn Birken Eichen Rosen Mühl Schul Garten Kirsch', 'weg allee gasse straße ring'),
  weekday: ['Montag', 'Dienstag', 'Mittwoch', 'Donnerstag', 'Freitag', 'Samstag', 'Sonntag'],
  month: ['Februar', 'März', 'April', 'Mai', 'Juni', 'August', 'September', 'November'],
};

/** `{number}` is a whole number; a slot named twice in one entry has one value, so that its sentences belong together. */
const TEMPLATES: readonly { readonly headline: string; readonly text: string }[] = [
  {
    headline: '{building} in {place} bleibt bis {month} geschlossen',
    text: 'Wegen {fault} bleibt das {building} in {place} bis Ende {month} zu. Die Arbeiten im {street} kosten rund {number} Euro. Am {weekday} sollen die Handwerker beginnen.',
  },
  {
    headline: '{event} in {place} lockt {number} Besucher an',
    text: 'Zum {event} in {place} kamen am {weekday} {weather} {number} Gäste. Besonders beliebt war der Stand mit {food} vom {club}. Im {month} soll das Fest wiederholt werden.',
  },
  {
    headline: '{animal} {spot} in {place} eingefangen',
    text: 'Ein entlaufener {animal} hat am {weekday} {spot} in {place} für Aufsehen gesorgt. Helfer lockten ihn mit {food} an. Nach {number} Minuten war das Tier zurück im {street}.',
  },
  {
    headline: '{club} aus {place} stellt Rekord mit {food} auf',
    text: 'Der {club} aus {place} hat {number} Portionen {food} an einem Tag zubereitet. Verkauft wurden sie am {weekday} auf dem {event}. Der Erlös geht an das {building} im {street}.',
  },
  {
    headline: 'Linienbus in {place} fährt eine Umleitung über {street}',
    text: 'Ab {weekday} fährt der Bus in {place} nicht mehr am {building} vorbei. Grund ist eine Baustelle, die {number} Tage dauern soll. Die Ersatzhaltestelle liegt am {street}.',
  },
  {
    headline: '{place} pflanzt {number} Bäume am {street}',
    text: 'Der {club} und die Gemeinde {place} pflanzen im {month} {number} junge Bäume. Den Anfang machten Schulkinder am {weekday} {weather}. Für alle gab es danach {food} im {building}.',
  },
];

const NUMBER_MAX = 5_000;

/** The same entries for the same count and seed: a headline and two paragraphs, about 110 tokens, as liveblogs have them. */
export function makeDistractors(count: number, seed = 1): Entry[] {
  const random = pseudoRandom(seed);
  const pick = <T>(list: readonly T[]): T | undefined => list[Math.floor(random() * list.length)];
  const invent = () => {
    const chosen = new Map([['number', String(2 + Math.floor(random() * NUMBER_MAX))]]);
    const fill = (template: string): string =>
      template.replace(/\{(\w+)\}/g, (_match, slot: string) => {
        const value = chosen.get(slot) ?? pick(SLOTS[slot] ?? []) ?? '';
        chosen.set(slot, value);
        return value;
      });
    const { headline, text } = pick(TEMPLATES) ?? { headline: '', text: '' };
    return { headline: fill(headline), text: fill(text) };
  };
  return Array.from({ length: count }, (_, at) => {
    const { headline, text } = invent();
    return asEntry(`distractor-${at + 1}`, headline, [text, invent().text]);
  });
}

export const asEntry = (id: string, headline: string, paragraphs: readonly string[]): Entry => ({
  id,
  formerIds: [],
  headline,
  authors: [],
  body: paragraphs.map((text) => ({ kind: 'paragraph', text })),
  publishedAt: null,
  updatedAt: null,
  url: null,
  source: 'bench',
});

function combine(beginnings: string, ends: string): string[] {
  return beginnings.split(' ').flatMap((beginning) => ends.split(' ').map((end) => beginning + end));
}

/** An entry that nothing else of a benchmark's entries is like, and a question that it answers. */
export const ADDED = asEntry('added', 'Leuchtturm von Quallensund strahlt wieder', [
  'Der Leuchtturm von Quallensund hat nach langer Reparatur eine neue Linse aus Bergkristall bekommen.',
]);
export const ADDED_QUESTION = 'Welche Linse hat der Leuchtturm von Quallensund bekommen?';
