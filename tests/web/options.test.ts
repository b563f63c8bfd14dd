import { describe, expect, test } from 'vitest';
import { commandBody } from '../../src/playground/limits.ts';
import type { RegisteredCommand } from '../../src/playground/model.ts';
import {
  findCommands,
  type ListChoice,
  readField,
  typedCommand,
} from '../../src/playground/web/page/composer/options.ts';
import { roleChoices } from '../../src/playground/web/page/names.ts';
import { textsFor } from '../../src/playground/web/page/texts.ts';

const texts = textsFor('de');
const command = (name: string, german: string, description: string): RegisteredCommand => ({
  ...commandBody.parse({ name, name_localizations: { de: german }, description }),
  ...{ id: name, application_id: '1', version: '1' },
});
const commands = [
  command('ask', 'frage', 'Answers from the liveblog'),
  command('latest', 'neueste', 'The newest entries'),
  command('reload', 'neuladen', 'Reads the liveblog anew'),
];
const names = (found: readonly RegisteredCommand[]): string[] => found.map(({ name }) => name);

test.each([
  ['', 'de', ['ask', 'latest', 'reload']],
  ['ne', 'de', ['latest', 'reload']],
  ['neul', 'de', ['reload']],
  ['rel', 'de', ['reload']],
  ['neul', 'en-US', []],
  ['liveblog', 'en-US', ['ask', 'reload']],
])('/%s in %s finds %j', (typed, locale, found) => {
  expect(names(findCommands(commands, typed, locale))).toEqual(found);
});

test.each([
  ['/frage Wie hoch?', 'de', 'ask', 'Wie hoch?'],
  ['/ask Wie hoch?', 'de', 'ask', 'Wie hoch?'],
  ['/Neueste ', 'de', 'latest', ''],
])('%j is a whole command in %s', (typed, locale, name, rest) => {
  expect(typedCommand(commands, typed, locale)).toMatchObject({ command: { name }, rest });
});

test.each(['/frage', '/frag ', 'frage x', '/ x', ''])('%j is not yet a command', (typed) => {
  expect(typedCommand(commands, typed, 'de')).toBeNull();
});

test('roles are offered by their names, @everyone last', () => {
  const roles = [
    { id: '1', name: '@everyone' },
    { id: '2', name: 'Eilmeldungen' },
    { id: '3', name: 'Moderation' },
  ];
  expect(roleChoices(roles)).toEqual([
    { name: '@Eilmeldungen', value: '2' },
    { name: '@Moderation', value: '3' },
    { name: '@everyone', value: '1' },
  ]);
});

describe('a field', () => {
  const yesOrNo: ListChoice[] = [
    { name: 'Ja', value: true },
    { name: 'Nein', value: false },
  ];
  const read = (option: object, text: string, choices: ListChoice[] | null = null, picked: string | null = null) => {
    const { options } = commandBody.parse({
      name: 'x',
      description: 'x',
      options: [{ name: 'x', description: 'x', ...option }],
    });
    const [only] = options;
    if (!only) throw new Error('no option');
    return readField({ option: only, text, picked }, choices, texts);
  };

  test.each([
    [{ type: 3, required: true }, '  Wie hoch? ', null, { value: 'Wie hoch?' }],
    [{ type: 3, required: true }, ' ', null, { problem: texts.required }],
    [{ type: 3 }, '', null, 'empty'],
    [{ type: 3, max_length: 3 }, 'abcd', null, { problem: texts.tooLong(3) }],
    [{ type: 3, max_length: 3 }, '👍👍👍', null, { value: '👍👍👍' }],
    [{ type: 4, min_value: 1, max_value: 10 }, '3', null, { value: 3 }],
    [{ type: 4, min_value: 1, max_value: 10 }, '11', null, { problem: texts.number(1, 10) }],
    [{ type: 4 }, '3,5', null, { problem: texts.number(undefined, undefined) }],
    [{ type: 10 }, '3,5', null, { value: 3.5 }],
    [{ type: 4 }, 'viele', null, { problem: texts.number(undefined, undefined) }],
    [{ type: 5 }, 'ja', yesOrNo, { value: true }],
    [{ type: 5 }, 'vielleicht', yesOrNo, { problem: texts.pick }],
  ])('%j with %j', (option, text, choices, value) => {
    expect(read(option, text, choices)).toEqual(value);
  });

  test('what was picked from a list counts, not its name', () => {
    expect(read({ type: 3 }, 'Ein Eintrag', null, 'entry-1')).toEqual({ value: 'entry-1' });
  });
});
