/** What kind of words a question asks for. */
export type AnswerType = 'number' | 'time' | 'name';

const ASKS: readonly (readonly [AnswerType, RegExp])[] = [
  [
    'time',
    /(?<!\p{L})(wann|uhrzeit|wie viel uhr|wie spät|when|what time|what year|which year|когда|котором часу|каком году|коли|котрій)(?!\p{L})/u,
  ],
  ['time', /(?<!\p{L})(welchem|welches|welchen) (jahr|tag|datum|monat)(?!\p{L})/u],
  [
    'number',
    /(?<!\p{L})(wie ?viele?|wie (hoch|groß|lang|lange|tief|schwer|breit|weit|oft|alt|teuer|schnell|dicht|stark)|wieviele?|how (many|much|big|high|long|deep|heavy|wide|far|often|old|large|tall|fast)|сколько|скільки|как (долго|часто|высок\p{L}*|глубок\p{L}*))(?!\p{L})/u,
  ],
  [
    'number',
    /(?<!\p{L})(welchen anteil|welcher anteil|what (share|percentage|age)|какова? (высота|доля|ширина|длина|глубина|сумма))(?!\p{L})/u,
  ],
  [
    'name',
    /(?<!\p{L})(wer|wem|wen|wessen|wo|woher|wohin|wie hei(ß|ss)t|who|whom|whose|where|кто|кого|кем|кому|где|куда|откуда|хто|кого|де|куди|звідки)(?!\p{L})/u,
  ],
  [
    'name',
    /(?<!\p{L})(welche[mnrs]?|in which|which|what|как(ой|ом|ая|ую)|як(ий|ому|а)) (ort|stadt|land|hotel|insel|dorf|person|city|country|town|place|hotel|island|village|город\p{L}*|стран\p{L}*|міст\p{L}*|країн\p{L}*)(?!\p{L})/u,
  ],
];

const NUMBER =
  /\d|(?<!\p{L})(eine?[nmrs]? (einzig|halb)|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|\p{L}+zehn|\p{L}+zig|hundert|tausend|million|milliarde|billion|dutzend|hälfte|drittel|viertel|fünftel|doppelt|(ein|zwei|drei)mal|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen|hundred|thousand|half|twice)/iu;
const TIME =
  /\d{1,2}[.:]\d{2}|(?<!\d)(1\d|20)\d{2}(?!\d)|\d{1,2}\. (?=\p{Lu})|(?<!\p{L})(uhr|januar|februar|märz|april|mai|juni|juli|august|september|oktober|november|dezember|(mon|diens|donners|frei|sams|sonn)tag|mittwoch|heute|gestern|vortag|morgen(?!\p{L})|abend|nacht|vormittag|mittag|jahr|jahrhundert|woche|monat|january|february|march|may|june|july|october|december|\p{L}+day(?!\p{L})|year|week|month|today|yesterday|night|morning|evening)/iu;
/** A capital inside a sentence: in German any noun, which still tells prose about someone from mere verbs. */
const NAME = /(?<=[\p{L}\p{N},“„"»] [„“"»]?)\p{Lu}\p{L}+/u;

/** Null where any text may answer. */
export function answerTypeOf(question: string): AnswerType | null {
  const lower = question.toLowerCase();
  return ASKS.find(([, pattern]) => pattern.test(lower))?.[0] ?? null;
}

/** Whether a text holds words of that kind at all. */
export function holdsType(text: string, type: AnswerType | null): boolean {
  if (type === 'number') return NUMBER.test(text);
  if (type === 'time') return TIME.test(text);
  return type === null || NAME.test(text);
}
