import type { CommandOption } from '../limits.ts';
import type { RegisteredCommand } from '../model.ts';
import type { OptionValue } from '../stand-in.ts';

/** What a typed line asks for; pure. */
export type Line =
  | {
      readonly kind: 'run';
      readonly command: RegisteredCommand;
      readonly options: Readonly<Record<string, OptionValue>>;
    }
  | { readonly kind: 'help' | 'exit' | 'empty' }
  | { readonly kind: 'language'; readonly locale: string }
  | { readonly kind: 'mistake'; readonly message: string };

const STRING = 3;
const INTEGER = 4;
const BOOLEAN = 5;
const NUMBER = 10;

/** `/name words`, `/name key:value`, or words alone, which are a question where `/ask` is registered. */
export function parseLine(typed: string, commands: readonly RegisteredCommand[]): Line {
  const line = typed.trim();
  if (line === '') return { kind: 'empty' };
  const [, name = '', rest = ''] = /^\/(\S*)\s*([\s\S]*)$/.exec(line) ?? [null, 'ask', line];
  const word = name.toLowerCase();
  if (word === 'help' || word === 'hilfe' || word === '') return { kind: 'help' };
  if (word === 'exit' || word === 'quit') return { kind: 'exit' };
  if (word === 'lang') return language(rest);
  const command = commands.find((each) => namesOf(each).includes(word));
  if (!command)
    return {
      kind: 'mistake',
      message: `There is no /${name}. Try ${[...commands.map((each) => each.name), 'help'].map((each) => `/${each}`).join(', ')}`,
    };
  return readOptions(command, rest);
}

const namesOf = ({ name, name_localizations: localised }: RegisteredCommand | CommandOption): string[] => [
  name,
  ...Object.values(localised ?? {}),
];

const language = (rest: string): Line =>
  /^(?:de|en)/i.test(rest)
    ? { kind: 'language', locale: rest.toLowerCase().startsWith('de') ? 'de' : 'en-US' }
    : { kind: 'mistake', message: 'Expected /lang de or /lang en' };

/** `key:value` pairs first (a value ends where the next key begins), what is left goes to the first free option. */
function readOptions(command: RegisteredCommand, rest: string): Line {
  const options: Record<string, OptionValue> = {};
  const keys = command.options.flatMap(namesOf).map((key) => key.replace(/[-']/g, '\\$&'));
  const pairs = new RegExp(String.raw`(?:^|\s)(${keys.join('|')}):\s?`, 'giu');
  const found = keys.length > 0 ? [...rest.matchAll(pairs)] : [];
  const free = rest.slice(0, found[0]?.index ?? rest.length).trim();
  const given: [CommandOption | undefined, string][] = found.map((match, at) => [
    command.options.find((option) => namesOf(option).includes(match[1]?.toLowerCase() ?? '')),
    rest.slice(match.index + match[0].length, found[at + 1]?.index ?? rest.length).trim(),
  ]);
  if (free) given.push([command.options.find((option) => !given.some(([taken]) => taken === option)), free]);
  for (const [option, text] of given) {
    if (!option) return { kind: 'mistake', message: `/${command.name} takes nothing after it, got “${text}”` };
    const value = convert(text, option);
    if (value === null)
      return { kind: 'mistake', message: `${option.name}: expected ${expectation(option)}, got “${text}”` };
    options[option.name] = value;
  }
  const missing = command.options.find((option) => option.required && !(option.name in options));
  if (missing) return { kind: 'mistake', message: `/${command.name} wants ${missing.name}: ${missing.description}` };
  return { kind: 'run', command, options };
}

/** As Discord's own input field would let it through; null for what it would not. */
function convert(
  text: string,
  { type, min_value: min, max_value: max, max_length: longest = 6_000 }: CommandOption,
): OptionValue | null {
  if (type === STRING) return text.length <= longest ? text : null;
  if (type === BOOLEAN)
    return /^(?:true|yes|ja|1)$/i.test(text) ? true : /^(?:false|no|nein|0)$/i.test(text) ? false : null;
  if (type !== INTEGER && type !== NUMBER) return text;
  const number = Number(text);
  const fits = Number.isFinite(number) && (type === NUMBER || Number.isInteger(number));
  return fits && number >= (min ?? number) && number <= (max ?? number) ? number : null;
}

function expectation({ type, min_value: min, max_value: max, max_length: longest }: CommandOption): string {
  if (type === BOOLEAN) return 'True or False';
  if (type === STRING) return `at most ${longest} characters`;
  return min !== undefined && max !== undefined ? `a number from ${min} to ${max}` : 'a number';
}
