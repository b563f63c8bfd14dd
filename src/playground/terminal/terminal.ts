import { clearLine, createInterface, cursorTo } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { NoResponse } from '../interactions.ts';
import { FLAG_LOADING, type Member, type Message, type MessageEvent, type RegisteredCommand } from '../model.ts';
import type { OptionValue, StandIn } from '../stand-in.ts';
import { parseLine } from './parse.ts';
import { renderMessage, wrapWords } from './render.ts';

export interface TerminalOptions {
  readonly standIn: StandIn;
  readonly member: Member;
  /** Where commands are typed. */
  readonly channelId: string;
  readonly input: Readable;
  readonly output: Writable;
  /** Someone sits at it: there is a prompt, and what is typed need not be repeated. */
  readonly interactive: boolean;
  readonly colour: boolean;
  /** Characters in a line, which may change. */
  readonly width: () => number;
  /** Resolves when the bot has nothing more to post. */
  readonly drained: () => Promise<void>;
}

const WIDTH_MAX = 100;
/** A description is not squeezed into less than this. */
const HELP_MIN_WIDTH = 24;
const REPLY_WITHIN_MS = 15_000;

/** A prompt for the commands that the bot has registered; replies and posts are printed as they come. Ends with the input. */
export async function runTerminal(options: TerminalOptions): Promise<void> {
  const { standIn, member, channelId, input, output, interactive } = options;
  const lines = createInterface({
    ...{ input, prompt: '> ', terminal: interactive, completer: completerFor(standIn) },
    ...(interactive && { output }),
  });
  const say = (text: string): void => void output.write(`${text}\n`);
  const prompt = (): void => void (interactive && lines.prompt(true));
  const show = (message: Message): void => say(`\n${renderMessage(message, renderOptions(options))}`);

  const stopListening = standIn.onMessage(({ kind, message }: MessageEvent) => {
    if (message.interaction || kind === 'deleted') return;
    if (interactive) {
      cursorTo(output, 0);
      clearLine(output, 0);
    }
    show(message);
    prompt();
  });

  async function carryOut(typed: string): Promise<'exit' | 'go on'> {
    const line = parseLine(typed, standIn.commands());
    if (line.kind === 'exit') return 'exit';
    if (line.kind === 'mistake') say(line.message);
    if (line.kind === 'help') say(helpFor(standIn.commands(), member.locale, lineWidth(options)));
    if (line.kind === 'language') {
      member.locale = line.locale;
      say(line.locale === 'de' ? 'Deutsch' : 'English');
    }
    if (line.kind === 'run') await run(line.command, line.options);
    return 'go on';
  }

  async function run(command: RegisteredCommand, given: Readonly<Record<string, OptionValue>>): Promise<void> {
    try {
      const chosen = await choose(standIn, member, channelId, command, given);
      const { acknowledged, reply } = standIn.run(member, channelId, command.name, chosen);
      await acknowledged;
      show(await withDeadline(reply));
    } catch (error) {
      say(error instanceof Error ? error.message : String(error));
    }
  }

  try {
    prompt();
    for await (const typed of lines) {
      if (!interactive && typed.trim()) say(`\n> ${typed.trim()}`);
      if ((await carryOut(typed)) === 'exit') break;
      prompt();
    }
    await options.drained();
  } finally {
    stopListening();
    lines.close();
  }
}

const lineWidth = ({ width }: Pick<TerminalOptions, 'width'>): number => Math.min(width(), WIDTH_MAX);

/** The tabulator key completes the name of a command. */
const completerFor =
  (standIn: StandIn) =>
  (typed: string): [string[], string] => {
    const names = [...standIn.commands().map(({ name }) => `/${name} `), '/help', '/lang ', '/exit'];
    return [typed.startsWith('/') ? names.filter((name) => name.startsWith(typed)) : [], typed];
  };

const renderOptions = ({ standIn, member, colour, width }: TerminalOptions) => ({
  colour,
  width: lineWidth({ width }),
  locale: member.locale,
  channelName: (id: string) => standIn.channels.find((channel) => channel.id === id)?.name ?? id,
});

/**
 * For an option with autocomplete the bot is asked, and its first choice taken, as a member would click it; where it has
 * none, what was typed is sent, as Discord does.
 */
async function choose(
  standIn: StandIn,
  member: Member,
  channelId: string,
  command: RegisteredCommand,
  given: Readonly<Record<string, OptionValue>>,
): Promise<Record<string, OptionValue>> {
  const chosen = { ...given };
  for (const option of command.options) {
    const typed = chosen[option.name];
    if (!option.autocomplete || typeof typed !== 'string') continue;
    const choices = await standIn.complete(member, channelId, command.name, option.name, typed).choices;
    const exact = choices.find(({ name, value }) => name === typed || value === typed) ?? choices[0];
    if (exact) chosen[option.name] = exact.value;
  }
  return chosen;
}

async function withDeadline(reply: Promise<Message>): Promise<Message> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new NoResponse('The bot is still thinking after 15 seconds')), REPLY_WITHIN_MS);
  });
  const message = await Promise.race([reply, late]).finally(() => clearTimeout(timer));
  return { ...message, flags: message.flags & ~FLAG_LOADING };
}

function helpFor(commands: readonly RegisteredCommand[], locale: string, lineWidth: number): string {
  const inLanguage = (text: string, localised?: Record<string, string> | null): string => localised?.[locale] ?? text;
  const rows = commands.map((command): [string, string] => {
    const options = command.options.map((option) => (option.required ? `<${option.name}>` : `[${option.name}]`));
    return [
      `/${[command.name, ...options].join(' ')}`,
      inLanguage(command.description, command.description_localizations),
    ];
  });
  rows.push(['/lang de|en', 'Deutsch, English'], ['/exit', locale.startsWith('de') ? 'beenden' : 'end']);
  const indent = 4 + Math.max(...rows.map(([usage]) => usage.length));
  return rows
    .map(([usage, description]) => {
      const lines = wrapWords(description, Math.max(HELP_MIN_WIDTH, lineWidth - indent));
      return `  ${usage.padEnd(indent - 4)}  ${lines.join(`\n${' '.repeat(indent)}`)}`;
    })
    .join('\n');
}
