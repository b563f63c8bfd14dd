import type { Choice, CommandOption, RegisteredCommand, Snapshot } from '../../protocol.ts';
import { localDescription, localName } from '../localised.ts';
import { roleChoices } from '../names.ts';
import type { Texts } from '../texts.ts';

/** What a member types, as values for a command's options; pure. */

/** Discord's option types. */
const TYPE = { string: 3, integer: 4, boolean: 5, user: 6, channel: 7, role: 8, number: 10 } as const;

export type Value = string | number | boolean;

/** One option being filled in. `picked` is what was chosen from a list; null while it is free text. */
export interface Field {
  readonly option: CommandOption;
  readonly text: string;
  readonly picked: Value | null;
}

export interface ListChoice {
  readonly name: string;
  readonly value: Value;
}

type Read = { readonly value: Value } | { readonly problem: string } | 'empty';

/** Commands whose name begins with what was typed, then those that hold it anywhere, in their description too. */
export function findCommands(
  commands: readonly RegisteredCommand[],
  typed: string,
  locale: string,
): RegisteredCommand[] {
  const wanted = typed.toLowerCase();
  const names = (each: RegisteredCommand): string[] => [localName(each, locale), each.name];
  const rank = (each: RegisteredCommand): number => {
    if (names(each).some((name) => name.startsWith(wanted))) return 0;
    if (names(each).some((name) => name.includes(wanted))) return 1;
    return localDescription(each, locale).toLowerCase().includes(wanted) ? 2 : 3;
  };
  return commands.filter((each) => rank(each) < 3).sort((a, b) => rank(a) - rank(b));
}

/** `/name words`: the command, and the words for its first option; null while the name is not whole. */
export function typedCommand(
  commands: readonly RegisteredCommand[],
  typed: string,
  locale: string,
): { readonly command: RegisteredCommand; readonly rest: string } | null {
  const [, name = '', rest = ''] = /^\/(\S+)\s([\s\S]*)$/.exec(typed) ?? [];
  const command = commands.find((each) => [localName(each, locale), each.name].includes(name.toLowerCase()));
  return command ? { command, rest } : null;
}

/** What an option lets choose from; null for free text and for choices that only the bot knows. */
export function choicesOf(option: CommandOption, server: Snapshot, locale: string, texts: Texts): ListChoice[] | null {
  if (option.type === TYPE.boolean)
    return [
      { name: texts.yes, value: true },
      { name: texts.no, value: false },
    ];
  if (option.type === TYPE.channel)
    return server.channels
      .filter(({ type }) => option.channel_types?.includes(type) ?? true)
      .map(({ id, name }) => ({ name: `#${name}`, value: id }));
  if (option.type === TYPE.role) return roleChoices(server.roles);
  if (option.type === TYPE.user)
    return (['reader', 'moderator'] as const).map((role) => ({ name: texts.roles[role], value: server[role].id }));
  return option.choices?.length
    ? option.choices.map((each) => ({ name: localName(each, locale), value: each.value }))
    : null;
}

export const matching = <C extends Choice | ListChoice>(choices: readonly C[], typed: string): C[] =>
  choices.filter(({ name }) => name.toLowerCase().includes(typed.trim().toLowerCase()));

/** @param choices - what the value must be one of; null for any */
export function readField({ option, text, picked }: Field, choices: readonly ListChoice[] | null, texts: Texts): Read {
  if (picked !== null) return { value: picked };
  const typed = text.trim();
  if (typed === '') return option.required ? { problem: texts.required } : 'empty';
  if (choices) {
    const exact = choices.find(({ name }) => name.toLowerCase() === typed.toLowerCase());
    return exact ? { value: exact.value } : { problem: texts.pick };
  }
  if (option.type === TYPE.integer || option.type === TYPE.number) return readNumber(typed, option, texts);
  const most = option.max_length ?? 6_000;
  return [...typed].length > most ? { problem: texts.tooLong(most) } : { value: typed };
}

function readNumber(typed: string, { type, min_value: min, max_value: max }: CommandOption, texts: Texts): Read {
  const value = Number(typed.replace(',', '.'));
  const isNumber = Number.isFinite(value) && (type === TYPE.number || Number.isInteger(value));
  const fits = isNumber && value >= (min ?? value) && value <= (max ?? value);
  return fits ? { value } : { problem: texts.number(min, max) };
}
