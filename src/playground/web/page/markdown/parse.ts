import type { Block, Inline } from './nodes.ts';

/** Discord's markdown as a tree; pure. Text stays text: nothing in it is ever read as HTML. */

/** More of them open no code. */
const TICKS_MAX = 10;
/** Signs nested deeper than anyone writes are taken as they are. */
const DEPTH_MAX = 12;

export function parseMarkdown(source: string): Block[] {
  return readBlocks(source.split('\n'), true);
}

interface Step {
  readonly block: Block;
  /** How many lines it takes. */
  readonly lines: number;
}

function readBlocks(lines: readonly string[], mayQuote: boolean): Block[] {
  const blocks: Block[] = [];
  let open: string[] = [];
  const closeParagraph = (): void => {
    if (open.length > 0) blocks.push(paragraph(open));
    open = [];
  };
  for (let at = 0; at < lines.length; ) {
    const step =
      readCode(lines, at) ?? (mayQuote ? readQuote(lines, at) : null) ?? readHeading(lines, at) ?? readList(lines, at);
    if (step) {
      closeParagraph();
      blocks.push(step.block);
      at += step.lines;
    } else {
      open.push(lines[at] ?? '');
      at += 1;
    }
  }
  closeParagraph();
  return blocks;
}

/** A line end at the very end of a text is not shown: one more keeps the empty line. */
const paragraph = (lines: readonly string[]): Block => ({
  kind: 'paragraph',
  children: parseInline(lines.join('\n') + (lines.length > 1 && lines.at(-1) === '' ? '\n' : '')),
});

function readCode(lines: readonly string[], at: number): Step | null {
  const opening = /^```([\w+-]*)$/.exec(lines[at] ?? '');
  if (!opening) return null;
  const end = lines.findIndex((line, index) => index > at && line.trimEnd().endsWith('```'));
  if (end === -1) return null;
  const last = (lines[end] ?? '').trimEnd().slice(0, -3);
  const text = [...lines.slice(at + 1, end), ...(last ? [last] : [])].join('\n');
  return { block: { kind: 'code', text }, lines: end - at + 1 };
}

function readQuote(lines: readonly string[], at: number): Step | null {
  const first = lines[at] ?? '';
  if (first.startsWith('>>> ')) {
    const rest = [first.slice(4), ...lines.slice(at + 1)];
    return { block: { kind: 'quote', blocks: readBlocks(rest, false) }, lines: rest.length };
  }
  const quoted: string[] = [];
  for (let index = at; /^> /.test(lines[index] ?? ''); index++) quoted.push((lines[index] ?? '').slice(2));
  if (quoted.length === 0) return null;
  return { block: { kind: 'quote', blocks: readBlocks(quoted, false) }, lines: quoted.length };
}

function readHeading(lines: readonly string[], at: number): Step | null {
  const [, signs = '', text = ''] = /^(#{1,3}|-#) +(\S.*)$/.exec(lines[at] ?? '') ?? [];
  if (!text) return null;
  const children = parseInline(text);
  const block: Block =
    signs === '-#' ? { kind: 'small', children } : { kind: 'heading', level: signs.length, children };
  return { block, lines: 1 };
}

const ITEM = /^(\s*)([-*]|\d{1,9}\.) +(\S.*)$/;

function readList(lines: readonly string[], at: number): Step | null {
  const items: { depth: number; children: Inline[] }[] = [];
  const start = /^\s*(\d+)\./.exec(lines[at] ?? '')?.[1];
  for (let index = at; ; index++) {
    const [, indent = '', , text = ''] = ITEM.exec(lines[index] ?? '') ?? [];
    if (!text) break;
    items.push({ depth: indent.length >= 2 ? 1 : 0, children: parseInline(text) });
  }
  if (items.length === 0) return null;
  return { block: { kind: 'list', start: start === undefined ? null : Number(start), items }, lines: items.length };
}

type Rule = readonly [RegExp, (match: RegExpExecArray, depth: number) => Inline | null];

const styled =
  (style: 'strong' | 'em' | 'underline' | 'strike' | 'spoiler') => (match: RegExpExecArray, depth: number) =>
    ({ kind: style, children: parseInline(match[1] ?? '', depth + 1) }) as const;

const ADDRESS = String.raw`https?:\/\/[^\s<>]+`;
/** Within the brackets of a masked link, which may hold one pair of its own. */
const TARGET = String.raw`https?:\/\/[^\s<>()]*(?:\([^\s<>()]*\)[^\s<>()]*)*`;

function link(label: string, address: string, depth: number): Inline | null {
  if (!URL.canParse(address) || new RegExp(ADDRESS).test(label)) return null;
  return { kind: 'link', href: new URL(address).href, children: parseInline(label, depth + 1) };
}

const bare = (address: string): Inline | null =>
  URL.canParse(address)
    ? { kind: 'link', href: new URL(address).href, children: [{ kind: 'text', text: address }] }
    : null;

/** Tried in this order at each place; all are anchored there. */
const RULES: readonly Rule[] = [
  [/\\([^\p{L}\p{N}\s])/uy, ([, sign = '']) => ({ kind: 'text', text: sign })],
  [
    /<t:(-?\d{1,12})(?::([tTdDfFR]))?>/y,
    ([, seconds, style = 'f']) => ({ kind: 'time', seconds: Number(seconds), style }),
  ],
  [/<@&(\d+)>/y, ([, id = '']) => ({ kind: 'mention', what: 'role', id })],
  [/<@!?(\d+)>/y, ([, id = '']) => ({ kind: 'mention', what: 'member', id })],
  [/<#(\d+)>/y, ([, id = '']) => ({ kind: 'mention', what: 'channel', id })],
  [/<\/([^:<>\n]{1,100}):\d+>/y, ([, id = '']) => ({ kind: 'mention', what: 'command', id })],
  [/@(?:everyone|here)\b/y, ([id]) => ({ kind: 'mention', what: 'everyone', id })],
  [new RegExp(`<(${ADDRESS})>`, 'y'), ([, address = '']) => bare(address)],
  [
    new RegExp(String.raw`\[((?:\\.|[^\[\]\\\n])+)\]\(<?(${TARGET})>?(?:\s+"[^"\n]*")?\)`, 'y'),
    ([, label = '', address = ''], depth) => link(label, address, depth),
  ],
  [new RegExp(String.raw`${ADDRESS}(?<![.,:;!?)\]"'*_~|])`, 'y'), ([address]) => bare(address)],
  [/\*\*((?:\\[\s\S]|[^\\])+?)\*\*(?!\*)/y, styled('strong')],
  [/__((?:\\[\s\S]|[^\\])+?)__(?!_)/y, styled('underline')],
  [/~~((?:\\[\s\S]|[^\\])+?)~~/y, styled('strike')],
  [/\|\|((?:\\[\s\S]|[^\\])+?)\|\|/y, styled('spoiler')],
  [/\*(?=[^\s*])((?:\*\*|\\[\s\S]|[^*\\])+?)(?<!\s)\*(?!\*)/y, styled('em')],
  [/(?<![\p{L}\p{N}])_((?:__|\\[\s\S]|[^_\\])+?)_(?![\p{L}\p{N}_])/uy, styled('em')],
];

/** A place where a rule may begin. */
const SPECIAL = /[\\`<@[*_~|h]/g;

function parseInline(text: string, depth = 0): Inline[] {
  if (depth > DEPTH_MAX) return [{ kind: 'text', text }];
  const nodes: Inline[] = [];
  const push = (node: Inline): void => {
    const last = nodes.at(-1);
    if (node.kind === 'text' && last?.kind === 'text')
      nodes[nodes.length - 1] = { kind: 'text', text: last.text + node.text };
    else if (node.kind !== 'text' || node.text) nodes.push(node);
  };
  for (let at = 0; at < text.length; ) {
    const found = matchAt(text, at, depth);
    if (found) {
      push(found.node);
      at = found.end;
      continue;
    }
    SPECIAL.lastIndex = at + 1;
    const next = SPECIAL.exec(text)?.index ?? text.length;
    push({ kind: 'text', text: text.slice(at, next) });
    at = next;
  }
  return nodes;
}

/** As many backticks close it as opened it. */
function codeAt(text: string, at: number): { node: Inline; end: number } | null {
  const [, ticks = ''] = /^(`+)/.exec(text.slice(at, at + TICKS_MAX)) ?? [];
  if (ticks === '' || text[at - 1] === '`') return null;
  for (const { 0: run, index } of text.slice(at + ticks.length).matchAll(/`+/g)) {
    if (run.length !== ticks.length) continue;
    const inside = text.slice(at + ticks.length, at + ticks.length + index);
    return { node: { kind: 'code', text: inside.trim() || inside }, end: at + 2 * ticks.length + index };
  }
  return null;
}

function matchAt(text: string, at: number, depth: number): { node: Inline; end: number } | null {
  if (text[at] === '`') return codeAt(text, at);
  for (const [pattern, make] of RULES) {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    const end = pattern.lastIndex;
    const node = match && make(match, depth);
    if (node) return { node, end };
  }
  return null;
}
