const AGENCIES = new Set(
  'dpa afp ap reuters epd kna sid apa rtr dts tass interfax ukrinform unian bbc cnn zeit sda ansa efe belga kyodo xinhua'.split(
    ' ',
  ),
);

const EXPLICIT =
  /^(?:(?:ein(?:e)? \p{L}+ |reporting |written |posted |geschrieben |aufgezeichnet |mit material )?(?:von|by)|par|por|text|autorin|autor|redaktion|protokoll|автор(?:ка)?|текст)(?::\s*|\s+)(?=\S)/iu;
const PARTICLES = '(?:von|van)(?: (?:der|den|dem))?|de(?: la)?|del|di|da|du|le|la|ter|ten|bin|ben|el|al';
const NAME_WORD = String.raw`\p{Lu}[\p{L}'’-]*\.?`;
const PERSON = new RegExp(
  String.raw`^${NAME_WORD}(?:\s+(?:${NAME_WORD}|(?:${PARTICLES})(?=\s)))*\s+${NAME_WORD}$`,
  'u',
);
/** Where somebody writes from. */
const PLACE = /^(?:in |aus |z\.\s?zt\. |zurzeit )?\p{Lu}[\p{L}-]+(?: \p{Lu}[\p{L}-]+)?$/u;
/** Where somebody writes from, or how she signs: `Anna Muster in Kiew`, `Anna Muster (am)`. */
const SUPPLEMENT = /\s+(?:in|aus|from|à)\s+\p{Lu}[\p{L}-]+(?: \p{Lu}[\p{L}-]+)?$|\s*\([\p{L}/]{2,7}\)$/u;
const INITIALS = /^\((\p{L}{2,4}(?:[/,]\s?\p{L}{2,6})*)\)$/u;
const NAME_WORDS_MAX = 5;
const LINE_MAX_CHARS = 120;
/** A field with names of authors is no longer. */
const NAMES_MAX_CHARS = 500;

/** How sure a line is a byline by its form alone: a person's name may be a short headline too. */
export type BylineForm = 'explicit' | 'name' | null;

export function bylineForm(line: string): BylineForm {
  if (line.length > LINE_MAX_CHARS || /[.!?:]$/.test(line.replace(/\b\p{Lu}\.$/u, ''))) return null;
  if (INITIALS.test(line)) return 'explicit';
  const people = peopleIn(line);
  if (people.length === 0) return null;
  return people.every(isAgency) || EXPLICIT.test(line) ? 'explicit' : 'name';
}

/** `Anna Muster und dpa` gives both, `Von Anna Muster, Kiew` the person; empty for a line that names nobody. */
export function readAuthors(line: string): string[] {
  if (line.length > NAMES_MAX_CHARS) return [];
  const initials = INITIALS.exec(line)?.[1];
  return initials ? splitPeople(initials) : peopleIn(line);
}

const isPerson = (name: string): boolean => isAgency(name) || isName(name);

/** Empty as soon as one part of the line can be no name; a place may come last. */
function peopleIn(line: string): string[] {
  const parts = splitPeople(line.replace(EXPLICIT, '')).map((part) => part.replace(SUPPLEMENT, ''));
  const hasPlace = parts.length > 1 && !isPerson(parts.at(-1) ?? '') && PLACE.test(parts.at(-1) ?? '');
  const people = hasPlace && /,[^,]*$/.test(line) ? parts.slice(0, -1) : parts;
  return people.every(isPerson) ? people : [];
}

const CREDIT_MAX_CHARS = 32;

/** A credit at an end of a paragraph: `… sagte er. (dpa)`, `… sagte er. dpa/AFP`, `(dpa) Der Rat …`. */
export function cutCredit(paragraph: string): { text: string; authors: string[] } {
  const tail = paragraph.slice(-CREDIT_MAX_CHARS - 2);
  const last = /(?<=[.!?…"“”»])\s*\(([^()]{2,30})\)$/u.exec(tail);
  const bare = /(?<=[.!?…"“”»])\s+([\p{L}/, ]{2,20})$/u.exec(tail);
  const first = /^\(([^()]{2,30})\)\s+(?=\S)/u.exec(paragraph.slice(0, CREDIT_MAX_CHARS + 2));
  for (const match of [last, bare, first]) {
    const authors = splitPeople(match?.[1] ?? '');
    const isCredit = (author: string) => isAgency(author) || (match !== bare && /^\p{Ll}{2,4}$/u.test(author));
    if (!match || authors.length === 0 || !authors.every(isCredit)) continue;
    const text = match === first ? paragraph.slice(match[0].length) : paragraph.slice(0, -match[0].length);
    return { text, authors };
  }
  return { text: paragraph, authors: [] };
}

const JOB =
  /(?<!\p{L})(?:\p{L}*(?:redakteur|korrespondent|reporter|autor|journalist|volontär|studioleiter|büroleiter|redaktion)(?:in)?|chefin? vom dienst|correspondent|editor|journaliste|correspondante?|кореспондент(?:ка)?)(?!\p{L})/iu;
const FROM = /^(?:[Rr]eporting from|[Ll]ive from|[Bb]erichtet aus|[Aa]us|[Ii]n|[Ff]rom)\s+\p{Lu}[^.]*$/u;
const JOB_MAX_CHARS = 80;

/** What stands below a byline: `Redakteurin im Ressort Politik`, `Reporting from Kyiv`. */
export const isJob = (line: string): boolean =>
  line.length <= JOB_MAX_CHARS && !/[!?:]$/.test(line) && (JOB.test(line) || FROM.test(line));

const SPEAKER = /^(?:[–—-]+\s*)?(.+)$/u;

/** The person below a quote: `Anna Muster`, `Anna Muster, Ministerin`, `— Anna Muster`; null for any other line. */
export function speakerIn(line: string): string | null {
  if (line.length > LINE_MAX_CHARS || /[.!?:]$/.test(line)) return null;
  const speaker = SPEAKER.exec(line)?.[1] ?? '';
  const [name = '', ...office] = speaker.split(/\s*[,(|]\s*/);
  if (!isName(name)) return null;
  return office.length > 0 || bylineForm(speaker) === 'name' ? speaker : null;
}

const splitPeople = (text: string): string[] =>
  text
    .replace(/^\(([^()]*)\)$/u, '$1')
    .split(/\s*[,;/&]\s*|\s(?:und|and|mit|et|with|та|і)\s/u)
    .map((person) => person.trim())
    .filter(Boolean);

/** Also `CNN staff`. */
const isAgency = (name: string): boolean =>
  AGENCIES.has(name.toLowerCase().replace(/ (?:staff|news|team|redaktion|international)$/, ''));

/** The page's title is none. */
const isName = (person: string): boolean =>
  PERSON.test(person) && person.split(/\s+/).length <= NAME_WORDS_MAX && !/live|blog|ticker|news/iu.test(person);
