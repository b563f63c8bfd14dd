import { stripVTControlCharacters } from 'node:util';
import { createColors } from 'picocolors';
import { FLAG_EPHEMERAL, type Message } from '../model.ts';

export interface RenderOptions {
  readonly colour: boolean;
  /** Of a line, in characters. */
  readonly width: number;
  readonly channelName: (id: string) => string;
  readonly locale: string;
}

/** Marks of one character stand for styles until lines are broken: they have no width. */
const STYLE = { bold: ['\uE010', '\uE011'], italic: ['\uE012', '\uE013'], dim: ['\uE014', '\uE015'] } as const;
const MARKS = /[\uE010-\uE015]/g;

/** One message laid out for a terminal; pure. */
export function renderMessage(message: Message, options: RenderOptions): string {
  const hidden = options.locale.startsWith('de') ? '(nur für dich sichtbar)' : '(only visible to you)';
  const head = [
    message.interaction ? 'Liveblog-Bot' : `#${options.channelName(message.channelId)}`,
    message.flags & FLAG_EPHEMERAL ? hidden : '',
  ];
  const body = [markdown(message.content, options), ...message.embeds.flatMap((embed) => renderEmbed(embed, options))];
  const lines = body
    .filter(Boolean)
    .join('\n')
    .split('\n')
    .flatMap((line) => wrapWords(line, options.width - 2));
  const bar = colours(options).cyan('▌');
  return [
    styled(`${STYLE.bold[0]}${head.filter(Boolean).join(' ')}${STYLE.bold[1]}`, options),
    ...lines.map((line) => `${bar} ${styled(line, options)}`.trimEnd()),
  ].join('\n');
}

function renderEmbed(embed: Message['embeds'][number], options: RenderOptions): string[] {
  const title = embed.title ? `${STYLE.bold[0]}${markdown(embed.title, options)}${STYLE.bold[1]}` : '';
  const fields = (embed.fields ?? []).map(({ name, value }) => `**${name}**\n${value}`).join('\n');
  const time = embed.timestamp ? formatTime(Date.parse(embed.timestamp), options.locale) : '';
  const footer = [embed.footer?.text ?? '', time].filter(Boolean).join(' · ');
  const body = [embed.description ?? '', fields].filter(Boolean).join('\n\n');
  return [
    title,
    embed.url ? `${STYLE.dim[0]}${embed.url}${STYLE.dim[1]}` : '',
    ...(body ? [title && ' ', markdown(body, options)] : []),
    ...(footer ? [' ', `${STYLE.dim[0]}${footer}${STYLE.dim[1]}`] : []),
  ];
}

/** Stands in for an escaped sign while the markdown is read. */
const ESCAPED_FIRST = 0xe100;

/** Discord's markdown as marks and plain text. */
function markdown(text: string, { channelName, locale }: RenderOptions): string {
  return text
    .replace(MARKS, '')
    .replace(/\\([\\*_~`|[\]()<>#@:.-])/g, (_, sign: string) => String.fromCharCode(ESCAPED_FIRST + sign.charCodeAt(0)))
    .replace(/<t:(\d+)(?::\w)?>/g, (_, seconds: string) => formatTime(Number(seconds) * 1_000, locale))
    .replace(/<#(\d+)>/g, (_, id: string) => `#${channelName(id)}`)
    .replace(/\[([^\]]+)\]\(<?([^)>]+)>?\)/g, '$1 ($2)')
    .replace(/<(https?:[^>]+)>/g, '$1')
    .replace(/\*\*(.+?)\*\*/g, `${STYLE.bold[0]}$1${STYLE.bold[1]}`)
    .replace(/(?<![*\p{L}])\*([^*\n]+)\*/gu, `${STYLE.italic[0]}$1${STYLE.italic[1]}`)
    .replace(/^> ?/gm, '│ ')
    .replace(/^- /gm, '• ')
    .replaceAll('\u200B', '')
    .replace(/[\uE100-\uE17F]/g, (mark) => String.fromCharCode(mark.charCodeAt(0) - ESCAPED_FIRST));
}

const formatTime = (ms: number, locale: string): string =>
  new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }).format(ms);

/** Breaks between words; a quote's bar stands before each of its lines. */
export function wrapWords(line: string, width: number): string[] {
  const [, lead = ''] = /^(│ |• )?/.exec(line) ?? [];
  const next = lead === '• ' ? '  ' : lead;
  const lines: string[] = [];
  let open = lead;
  for (const word of line.slice(lead.length).split(' ')) {
    const joined = open === lead || open === next ? open + word : `${open} ${word}`;
    if (visibleLength(joined) <= width || open === lead || open === next) open = joined;
    else {
      lines.push(open);
      open = next + word;
    }
  }
  return [...lines, open];
}

const visibleLength = (text: string): number => [...stripVTControlCharacters(text.replace(MARKS, ''))].length;

const colours = ({ colour }: RenderOptions) => createColors(colour);

function styled(line: string, options: RenderOptions): string {
  const c = colours(options);
  const paint = { bold: c.bold, italic: c.italic, dim: c.dim };
  let painted = line;
  for (const [name, [on, off]] of Object.entries(STYLE) as [keyof typeof STYLE, readonly [string, string]][]) {
    painted = painted.replace(new RegExp(`${on}([^${off}]*)${off}?`, 'g'), (_, text: string) => paint[name](text));
  }
  return painted.replace(MARKS, '').replace(/^│/, c.dim('│'));
}
