import { describe, expect, test } from 'vitest';
import { commandBody } from '../../src/playground/limits.ts';
import type { Message, RegisteredCommand } from '../../src/playground/model.ts';
import { parseLine } from '../../src/playground/terminal/parse.ts';
import { renderMessage } from '../../src/playground/terminal/render.ts';

const command = (name: string, options: object[], rest = {}): RegisteredCommand => ({
  ...commandBody.parse({ name, description: 'x', options, ...rest }),
  ...{ id: name, application_id: '1', version: '1' },
});
const commands = [
  command(
    'ask',
    [
      { type: 3, name: 'question', description: 'What?', required: true, max_length: 20 },
      { type: 5, name: 'private', name_localizations: { de: 'privat' }, description: 'x' },
    ],
    { name_localizations: { de: 'frage' } },
  ),
  command('latest', [{ type: 4, name: 'count', description: 'x', min_value: 1, max_value: 10 }]),
  command('status', []),
];

test.each([
  ['/ask Wie hoch?', 'ask', { question: 'Wie hoch?' }],
  ['/frage Wie hoch?', 'ask', { question: 'Wie hoch?' }],
  ['Wie hoch?', 'ask', { question: 'Wie hoch?' }],
  ['/ask question:Wie hoch? private:True', 'ask', { question: 'Wie hoch?', private: true }],
  ['/ask Um 14:32? privat:ja', 'ask', { question: 'Um 14:32?', private: true }],
  ['  /latest   3 ', 'latest', { count: 3 }],
  ['/latest count:3', 'latest', { count: 3 }],
  ['/latest', 'latest', {}],
  ['/status', 'status', {}],
])('%j runs a command', (typed, name, options) => {
  expect(parseLine(typed, commands)).toMatchObject({ kind: 'run', command: { name }, options });
});

test.each([
  ['/nope', /no \/nope.*\/ask, \/latest, \/status, \/help$/],
  ['/ask', /wants question: What\?/],
  ['/latest viele', /count: expected a number from 1 to 10, got “viele”/],
  ['/latest 11', /expected a number from 1 to 10/],
  ['/status jetzt', /takes nothing after it/],
  ['/ask x private:vielleicht', /expected True or False/],
  [`/ask ${'x'.repeat(21)}`, /at most 20 characters/],
  ['/lang fr', /\/lang de or \/lang en/],
])('%j is a mistake that says what to do', (typed, message) => {
  const line = parseLine(typed, commands);
  expect(line.kind === 'mistake' && line.message).toMatch(message);
});

test.each([
  ['', 'empty'],
  ['/', 'help'],
  ['/help', 'help'],
  ['/exit', 'exit'],
  ['/lang en', 'language'],
])('%j is %s', (typed, kind) => {
  expect(parseLine(typed, commands).kind).toBe(kind);
});

describe('a message on the terminal', () => {
  const message = (embed: object, rest: Partial<Message> = {}): Message => ({
    ...{
      id: '1',
      channelId: '7',
      authorId: '2',
      timestamp: '',
      editedTimestamp: null,
      content: '',
      embeds: [embed],
      components: [],
    },
    ...{ flags: 0, nonce: null, pinged: new Set<string>(), interaction: null, ...rest },
  });
  const options = { colour: false, width: 40, channelName: () => 'liveblog', locale: 'de' };

  test('is laid out in lines of the given width, with a bar beside quotes', () => {
    const text = renderMessage(
      message({
        title: 'Titel',
        description:
          '> Ein langer Satz, der über mehr als nur eine Zeile geht.\nByline · [Zum Eintrag](https://example.org/1)',
      }),
      options,
    );
    expect(text).toBe(
      [
        '#liveblog',
        '▌ Titel',
        '▌',
        '▌ │ Ein langer Satz, der über mehr als',
        '▌ │ nur eine Zeile geht.',
        '▌ Byline · Zum Eintrag',
        '▌ (https://example.org/1)',
      ].join('\n'),
    );
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(40);
  });

  test('shows escaped signs as they are and bold as bold', () => {
    const description = 'a \\*b\\* **c** \\<@1\\> <#7> @\u200Beveryone <https://example.org/a_b>';
    expect(renderMessage(message({ description }), { ...options, width: 100 })).toContain(
      'a *b* c <@1> #liveblog @everyone https://example.org/a_b',
    );
    expect(renderMessage(message({ description: '**c** d' }), { ...options, colour: true })).toContain(
      '\u001b[1mc\u001b[22m d',
    );
  });

  test('says who else sees it', () => {
    expect(
      renderMessage(
        message({ title: 'x' }, { flags: 64, interaction: { id: '1', command: 'ask', memberId: '1' } }),
        options,
      ),
    ).toMatch(/^Liveblog-Bot \(nur für dich sichtbar\)/);
  });
});
