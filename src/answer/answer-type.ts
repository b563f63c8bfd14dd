/** What kind of words a question asks for. */
export type AnswerType = 'clock' | 'duration' | 'money' | 'time' | 'number' | 'fullName' | 'name';

interface Kind {
  readonly type: AnswerType;
  /** German, English, Russian, Ukrainian; the first kind that is asked for counts. */
  readonly asks: readonly string[];
  /** Finds such words in a German text, some of them in an English one. */
  readonly holds: RegExp;
}

const NUMBER =
  /\d|(?<!\p{L})(eine?[nmrs]? (einzig|halb)|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|\p{L}+zehn|\p{L}+zig|hundert|tausend|million|milliarde|billion|dutzend|hälfte|drittel|viertel|fünftel|doppelt|(ein|zwei|drei)mal|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen|hundred|thousand|half|twice)/iu;
const TIME =
  /\d{1,2}[.:]\d{2}|(?<!\d)(1\d|20)\d{2}(?!\d)|\d{1,2}\. (?=\p{Lu})|(?<!\p{L})(uhr|januar|februar|märz|april|mai|juni|juli|august|september|oktober|november|dezember|(mon|diens|donners|frei|sams|sonn)tag|mittwoch|heute|gestern|vortag|morgen(?!\p{L})|abend|nacht|vormittag|mittag|jahr|jahrhundert|woche|monat|january|february|march|may|june|july|october|december|\p{L}+day(?!\p{L})|year|week|month|today|yesterday|night|morning|evening)/iu;

const KINDS: readonly Kind[] = [
  {
    type: 'clock',
    asks: ['um wie ?viel uhr|uhrzeit|wie spät', 'what time', 'котором часу', 'котрій( годині)?'],
    holds: /\d{1,2}[.:]\d{2}|\d{1,2} uhr|o’clock/iu,
  },
  {
    type: 'duration',
    asks: ['wie lange', 'how long', 'как долго|сколько (времени|дли\\p{L}*)', 'як довго|скільки (часу|трива\\p{L}*)'],
    holds:
      /(?<!\p{L})(sekunde|minute|stunde|tage?(?!\p{L})|woche|monat|jahr|jahrzehnt|jahrhundert|second|hour|day|week|month|year)|-jährig|(?<!\p{L})(bis|until|till)(?!\p{L})/iu,
  },
  {
    type: 'money',
    asks: [
      'wie ?viel geld|was kostet\\p{L}*|wie ?viel kostet\\p{L}*|gehalt|welche summe',
      'how much (money|does|did)',
      'сколько (денег|стоит)|на какую сумму',
      'скільки (грошей|коштує)',
    ],
    holds: /(?<!\p{L})(euro|dollar|pfund|mark(?!\p{L})|franken|kronen|hrywnja|rubel|cent|pound)|[€$£]/iu,
  },
  {
    type: 'time',
    asks: [
      'wann|seit wann|welche[mns] (jahr|tag|datum|monat)',
      'when|(what|which) (year|day|date|month)',
      'когда|как(ого|ом|ой) (года|году|год|день)',
      'коли|яком[уі] році',
    ],
    holds: TIME,
  },
  {
    type: 'number',
    asks: [
      'wie ?viele?|wie (hoch|groß|lang|tief|schwer|breit|weit|oft|alt|teuer|schnell|dicht|stark|warm|heiß|kalt)',
      'welche[nrs]? (anteil|höhe|länge|tiefe|breite|temperatur|gewicht)',
      'how (many|much|big|high|deep|heavy|wide|far|often|old|large|tall|fast|strong|hot)|what (share|percentage|age)',
      'сколько|как (часто|высок\\p{L}*|глубок\\p{L}*)|какова? (высота|доля|ширина|длина|глубина|сумма|температура)',
      'скільки|як(ою|а) (була )?(висота|частка|ширина|довжина|глибина|сума|швидкість|температура)',
    ],
    holds: NUMBER,
  },
  {
    type: 'fullName',
    asks: ['wie hei(ß|ss)(t|en)', 'name of', 'как зовут|как звали', 'як звати|як звуть'],
    holds: /\p{Lu}[\p{L}’-]+ \p{Lu}[\p{L}’-]+/u,
  },
  {
    type: 'name',
    asks: [
      'wer|wem|wen|wessen|wo|woher|wohin|welche[mnrs]? (ort|stadt|land|hotel|insel|dorf|person)',
      'who|whom|whose|where|(which|what) (city|country|town|place|hotel|island|village)',
      'кто|кого|кем|кому|где|куда|откуда|как(ой|ом|ая|ую|ие) (город\\p{L}*|стран\\p{L}*)',
      'хто|кого|де|куди|звідки|як(ий|ому|а|і) (міст\\p{L}*|країн\\p{L}*)',
    ],
    // a capital inside a sentence: in German any noun, which still tells prose about someone from mere verbs
    holds: /(?<=[\p{L}\p{N},“„"»] [„“"»]?)\p{Lu}\p{L}+/u,
  },
];

const wholeWords = (alternatives: readonly string[]): RegExp =>
  new RegExp(`(?<!\\p{L})(?:${alternatives.join('|')})(?!\\p{L})`, 'u');
const ASKED = KINDS.map(({ type, asks }) => ({ type, asks: wholeWords(asks) }));
const HELD = new Map(KINDS.map(({ type, holds }) => [type, holds]));

/** Null where any text may answer. */
export function answerTypeOf(question: string): AnswerType | null {
  const lower = question.toLowerCase();
  return ASKED.find(({ asks }) => asks.test(lower))?.type ?? null;
}

/** Whether a text holds words of that kind at all. */
export const holdsType = (text: string, type: AnswerType | null): boolean =>
  type === null || (HELD.get(type)?.test(text) ?? true);

/** What is counted, and who is asked about: an entry without that word tells something else. */
const FOCI: readonly RegExp[] = [
  /(?<!\p{L})wie ?viele?\s+(\p{L}+)/u,
  /(?<!\p{L})how many\s+(\p{L}+)/u,
  /(?<!\p{L})(?:сколько|скільки)\s+(\p{L}+)/u,
  /(?<!\p{L})was\s+(?:sag(?:t|te|en)|mein(?:t|te|en)|denkt|hält|schreibt|fordert|will|macht)\s+(?:(?:der|die|das|herr|frau)\s+)?(\p{L}+)(?:\s+(\p{L}+))?/u,
  /(?<!\p{L})what (?:did|does|do|has)\s+(?:the )?(\p{L}+)/u,
  /(?<!\p{L})(?:что|що)\s+(?:сказа|говор|дума|каж)\p{L}*\s+(\p{L}+)/u,
];

/** The words in the focus of a question, lower case. */
export function focusOf(question: string): ReadonlySet<string> {
  const lower = question.toLowerCase();
  return new Set(FOCI.flatMap((focus) => focus.exec(lower)?.slice(1).filter(Boolean) ?? []));
}
