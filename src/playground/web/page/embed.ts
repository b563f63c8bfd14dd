import type { StoredEmbed } from '../protocol.ts';
import { h } from './dom.ts';
import { inlineMarkdown, markdown } from './markdown/render.ts';
import type { Names } from './names.ts';
import { messageTime } from './time.ts';

/** One embed as Discord shows it: a bar in its colour, then author, title, text, fields, footer. */
export function embedNode(embed: StoredEmbed, names: Names): HTMLElement {
  const node = h(
    'article',
    { class: 'embed' },
    embed.author ? h('div', { class: 'embed-author' }, linked(embed.author.url, [embed.author.name])) : null,
    embed.title ? h('h3', { class: 'embed-title' }, linked(embed.url, inlineMarkdown(embed.title, names))) : null,
    embed.description ? h('div', { class: 'embed-text' }, ...markdown(embed.description, names)) : null,
    embed.fields?.length ? fieldsNode(embed.fields, names) : null,
    footer(embed, names),
  );
  if (embed.color !== undefined) node.style.setProperty('--bar', `#${embed.color.toString(16).padStart(6, '0')}`);
  return node;
}

/** Only web addresses become links, whatever a message holds. */
function linked(url: string | undefined, children: readonly (Node | string)[]): HTMLElement {
  if (url === undefined || !/^https?:\/\//i.test(url)) return h('span', {}, ...children);
  return h('a', { href: url, target: '_blank', rel: 'noopener noreferrer' }, ...children);
}

const fieldsNode = (fields: NonNullable<StoredEmbed['fields']>, names: Names): HTMLElement =>
  h(
    'dl',
    { class: 'embed-fields' },
    ...fields.map(({ name, value, inline }) =>
      h(
        'div',
        { class: inline ? 'inline' : '' },
        h('dt', {}, ...inlineMarkdown(name, names)),
        h('dd', {}, ...markdown(value, names)),
      ),
    ),
  );

function footer({ footer: text, timestamp }: StoredEmbed, names: Names): HTMLElement | null {
  const parts = [text?.text ?? '', timestamp ? messageTime(timestamp, names.locale) : ''].filter(Boolean);
  return parts.length > 0 ? h('footer', { class: 'embed-footer' }, parts.join(' · ')) : null;
}
