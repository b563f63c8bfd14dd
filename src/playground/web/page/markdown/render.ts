import { h } from '../dom.ts';
import type { Names } from '../names.ts';
import { timeNode } from '../time.ts';
import type { Block, Inline } from './nodes.ts';
import { parseMarkdown } from './parse.ts';

/** Discord's markdown as elements. */
export const markdown = (source: string, names: Names): Node[] =>
  parseMarkdown(source).map((each) => block(each, names));

function block(node: Block, names: Names): Node {
  switch (node.kind) {
    case 'paragraph':
      return h('div', { class: 'text' }, ...inline(node.children, names));
    case 'small':
      return h('div', { class: 'text small' }, ...inline(node.children, names));
    case 'heading':
      return h('div', { class: `text heading-${node.level}` }, ...inline(node.children, names));
    case 'quote':
      return h('blockquote', {}, ...node.blocks.map((each) => block(each, names)));
    case 'code':
      return h('pre', {}, h('code', {}, node.text));
    case 'list': {
      const items = node.items.map(({ depth, children }) =>
        h('li', { class: depth > 0 ? 'nested' : '' }, ...inline(children, names)),
      );
      return node.start === null ? h('ul', {}, ...items) : h('ol', { start: String(node.start) }, ...items);
    }
  }
}

/** Without blocks: for titles and the names of fields. */
export function inlineMarkdown(source: string, names: Names): Node[] {
  const [first, ...others] = parseMarkdown(source);
  return first && others.length === 0 && first.kind === 'paragraph'
    ? inline(first.children, names)
    : [new Text(source)];
}

const STYLES = { strong: 'strong', em: 'em', underline: 'u', strike: 's' } as const;

const inline = (nodes: readonly Inline[], names: Names): Node[] => nodes.map((node) => inlineNode(node, names));

function inlineNode(node: Inline, names: Names): Node {
  switch (node.kind) {
    case 'text':
      return new Text(node.text);
    case 'code':
      return h('code', { class: 'inline' }, node.text);
    case 'link':
      return h('a', { href: node.href, target: '_blank', rel: 'noopener noreferrer' }, ...inline(node.children, names));
    case 'time':
      return timeNode(node.seconds * 1_000, node.style, names.locale);
    case 'mention':
      return h('span', { class: 'mention' }, mentionText(node, names));
    case 'spoiler':
      return spoiler(inline(node.children, names));
    default:
      return h(STYLES[node.kind], {}, ...inline(node.children, names));
  }
}

function mentionText({ what, id }: Extract<Inline, { kind: 'mention' }>, names: Names): string {
  if (what === 'everyone') return id;
  if (what === 'command') return `/${id}`;
  if (what === 'channel') return `#${names.channel(id)}`;
  return `@${what === 'role' ? names.role(id) : names.member(id)}`;
}

function spoiler(children: readonly Node[]): Node {
  const node = h('button', { type: 'button', class: 'spoiler', 'aria-expanded': 'false' }, h('span', {}, ...children));
  node.addEventListener('click', () => node.setAttribute('aria-expanded', 'true'));
  return node;
}
