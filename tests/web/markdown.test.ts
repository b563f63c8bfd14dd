import { expect, test } from 'vitest';
import type { Block, Inline } from '../../src/playground/web/page/markdown/nodes.ts';
import { parseMarkdown } from '../../src/playground/web/page/markdown/parse.ts';

/** The tree in short: `strong(a)`, `link<https://…>(b)`. */
const short = (nodes: readonly Inline[]): string =>
  nodes
    .map((node) => {
      if (node.kind === 'text') return node.text;
      if (node.kind === 'code') return `code(${node.text})`;
      if (node.kind === 'time') return `time(${node.seconds} ${node.style})`;
      if (node.kind === 'mention') return `${node.what}(${node.id})`;
      if (node.kind === 'link') return `link<${node.href}>(${short(node.children)})`;
      return `${node.kind}(${short(node.children)})`;
    })
    .join('');

const shortBlock = (block: Block): string => {
  if (block.kind === 'quote') return `quote[${block.blocks.map(shortBlock).join(' ')}]`;
  if (block.kind === 'code') return `code[${block.text}]`;
  if (block.kind === 'list') return `list[${block.items.map(({ children }) => short(children)).join('|')}]`;
  if (block.kind === 'heading') return `h${block.level}[${short(block.children)}]`;
  return block.kind === 'small' ? `small[${short(block.children)}]` : short(block.children);
};

const read = (text: string): string => parseMarkdown(text).map(shortBlock).join('\n');

test.each([
  ['**a** *b* _c_ __d__ ~~e~~ ||f|| `g`', 'strong(a) em(b) em(c) underline(d) strike(e) spoiler(f) code(g)'],
  ['**a *b* c**', 'strong(a em(b) c)'],
  [
    '\\*\\*a\\*\\* \\_b\\_ \\[c\\](https://example.org)',
    '**a** _b_ [c](link<https://example.org/>(https://example.org))',
  ],
  ['a * b * c, snake_case_name, 2*3*4', 'a * b * c, snake_case_name, 2em(3)4'],
  ['[a **b**](https://example.org/x)', 'link<https://example.org/x>(a strong(b))'],
  ['[a](<https://example.org/x>)', 'link<https://example.org/x>(a)'],
  ['[a](https://example.org/b_(c))', 'link<https://example.org/b_(c)>(a)'],
  [
    '<https://example.org/a_b> und https://example.org/c_d.',
    'link<https://example.org/a_b>(https://example.org/a_b) und link<https://example.org/c_d>(https://example.org/c_d).',
  ],
  ['<t:1700000000:R> <t:1700000000>', 'time(1700000000 R) time(1700000000 f)'],
  [
    '<@1> <@!2> <@&3> <#4> </ask:5> @everyone',
    'member(1) member(2) role(3) channel(4) command(ask) everyone(@everyone)',
  ],
  ['@\u200Beveryone a@here.org', '@\u200Beveryone aeveryone(@here).org'],
])('%s', (text, tree) => {
  expect(read(text)).toBe(tree);
});

test.each([
  ['[a](javascript:alert(1))', '[a](javascript:alert(1))'],
  ['[a](data:text/html,x)', '[a](data:text/html,x)'],
  ['<javascript:alert(1)>', '<javascript:alert(1)>'],
  ['<b onclick=x>a</b> &lt; &amp;', '<b onclick=x>a</b> &lt; &amp;'],
  [
    '[https://bank.example](https://evil.example)',
    '[https://bank.example](link<https://evil.example/>(https://evil.example))',
  ],
])('%s is no masked link and no HTML', (text, tree) => {
  expect(read(text)).toBe(tree);
});

test.each([
  ['`a``b`', 'code(a``b)'],
  ['``a`b``', 'code(a`b)'],
  ['`a', '`a'],
  ['` **a** `', 'code(**a**)'],
])('%s', (text, tree) => {
  expect(read(text)).toBe(tree);
});

test.each([
  ['a\n> b\n> c\nd', 'a\nquote[b\nc]\nd'],
  ['> a\n\nb', 'quote[a]\n\nb'],
  ['>>> a\nb', 'quote[a\nb]'],
  ['>a', '>a'],
  ['# a\n## b\n-# c\n#d', 'h1[a]\nh2[b]\nsmall[c]\n#d'],
  ['- a\n- **b**\n1. c', 'list[a|strong(b)|c]'],
  ['\\- a\n1\\. b', '- a\n1. b'],
  ['```js\na **b**\n```\nc', 'code[a **b**]\nc'],
  ['```\nohne Ende', '```\nohne Ende'],
])('blocks: %j', (text, tree) => {
  expect(read(text)).toBe(tree);
});

test.each(['**', '__', '||', '~~', '*', '_', '`', '[', '[a](', '<', '> ', '- ', '\\'])(
  'a message full of %s is read without getting stuck',
  (sign) => {
    const text = sign.repeat(4_096 / sign.length);
    expect(read(`${text}a`)).toContain('a');
  },
);
