const AGENCIES = new Set(
  'dpa afp ap reuters epd kna sid apa rtr dts tass interfax ukrinform bbc cnn zeit sda ansa efe'.split(' '),
);

const EXPLICIT =
  /^(?:von|by|text|autorin|autor|redaktion|mit material von|aufgezeichnet von|protokoll)(?::\s*|\s+)(?=\S)/i;
const PARTICLES = 'von|van|de|der|den|del|di|da|du|le|la|zu|zur|bin|ben|el|al|und|y';
const NAME_WORD = String.raw`\p{Lu}[\p{L}'’-]*\.?`;
const PERSON = new RegExp(
  String.raw`^${NAME_WORD}(?:\s+(?:${NAME_WORD}|(?:${PARTICLES})(?=\s)))*\s+${NAME_WORD}$`,
  'u',
);
const INITIALS = /^\((\p{L}{2,4}(?:[/,]\s?\p{L}{2,6})*)\)$/u;
const NAME_WORDS_MAX = 5;

/** How sure a line is a byline by its form alone: a person's name may be a short headline too. */
export type BylineForm = 'explicit' | 'name' | null;

export function bylineForm(line: string): BylineForm {
  if (line.length > 120 || /[.!?:]$/.test(line.replace(/\b\p{Lu}\.$/u, ''))) return null;
  if (INITIALS.test(line)) return 'explicit';
  const people = splitPeople(line.replace(EXPLICIT, ''));
  if (people.length === 0) return null;
  if (people.every(isAgency)) return 'explicit';
  if (!people.every((person) => isAgency(person) || isName(person))) return null;
  return EXPLICIT.test(line) ? 'explicit' : 'name';
}

/** `Anna Muster und dpa` gives both; empty for a line that names nobody. */
export function readAuthors(line: string): string[] {
  const initials = INITIALS.exec(line)?.[1];
  return splitPeople((initials ?? line).replace(EXPLICIT, ''));
}

/** A credit at the end of a paragraph: `… sagte er. (dpa)`. */
export function cutCredit(paragraph: string): { text: string; authors: string[] } {
  const match = /^(.*[.!?…"“”»])\s*\(([^()]{2,30})\)$/u.exec(paragraph);
  const [, text = paragraph, credit = ''] = match ?? [];
  const authors = splitPeople(credit);
  const isCredit = authors.length > 0 && authors.every((author) => isAgency(author) || /^\p{Ll}{2,4}$/u.test(author));
  return isCredit ? { text, authors } : { text: paragraph, authors: [] };
}

const splitPeople = (text: string): string[] =>
  text
    .split(/\s*(?:,|;|\/|&|\s(?:und|and|mit)\s)\s*/u)
    .map((person) => person.replace(/^\(|\)$/g, '').trim())
    .filter(Boolean);

const isAgency = (name: string): boolean => AGENCIES.has(name.toLowerCase());

const isName = (person: string): boolean => PERSON.test(person) && person.split(/\s+/).length <= NAME_WORDS_MAX;
