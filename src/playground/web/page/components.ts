import type { ComponentView, MessageView } from '../protocol.ts';
import { button, h, icon } from './dom.ts';
import type { Texts } from './texts.ts';

/** A component was used; resolves when the bot has answered or failed to. */
export type Press = (message: MessageView, customId: string, values?: readonly string[]) => Promise<void>;

interface Context {
  readonly texts: Texts;
  readonly press: Press;
}

const LINK_STYLE = 5;
const STYLES: Readonly<Record<number, string>> = { 1: 'primary', 2: 'secondary', 3: 'success', 4: 'danger' };

/** The rows of buttons and menus under a message. */
export const componentRows = (message: MessageView, context: Context): HTMLElement[] =>
  message.components.map((row) =>
    h(
      'div',
      { class: 'component-row' },
      ...(row.components ?? []).map((each) =>
        each.type === 2 ? buttonNode(each, message, context) : menuNode(each, message, context),
      ),
    ),
  );

function buttonNode(view: ComponentView, message: MessageView, { press }: Context): HTMLElement {
  const face = [view.emoji?.name ?? null, view.label ?? null].filter((part) => part !== null).join(' ');
  if (view.style === LINK_STYLE) {
    const href = /^https?:\/\//i.test(view.url ?? '') ? (view.url ?? null) : null;
    return h(
      'a',
      { class: 'component secondary', href, target: '_blank', rel: 'noopener noreferrer' },
      face,
      icon('external'),
    );
  }
  const id = view.custom_id ?? '';
  const node = button(
    {
      class: `component ${STYLES[view.style ?? 2] ?? 'secondary'}`,
      attributes: { disabled: view.disabled ? '' : null },
      onClick: () => void whileBusy(node, press(message, id)),
    },
    face,
  );
  return node;
}

async function whileBusy(node: HTMLElement, work: Promise<void>): Promise<void> {
  if (node.getAttribute('aria-busy') === 'true') return;
  node.setAttribute('aria-busy', 'true');
  await work;
  node.removeAttribute('aria-busy');
}

function menuNode(view: ComponentView, message: MessageView, { texts, press }: Context): HTMLElement {
  const id = view.custom_id ?? '';
  const options = view.options ?? [];
  const most = view.max_values ?? 1;
  const name = view.placeholder ?? texts.selectPlaceholder;
  const select = h(
    'select',
    {
      class: 'menu',
      'aria-label': name,
      multiple: most > 1 ? '' : null,
      size: most > 1 ? String(Math.min(options.length, 5)) : null,
      disabled: view.disabled ? '' : null,
    },
    most > 1 ? null : h('option', { value: '' }, name),
    ...options.map(({ label, value, description, default: isDefault }) =>
      h('option', { value, selected: isDefault ? '' : null }, description ? `${label} – ${description}` : label),
    ),
  );
  const send = (): void => {
    const values = [...select.selectedOptions].map(({ value }) => value).filter(Boolean);
    if (values.length >= (view.min_values ?? 1)) void whileBusy(select, press(message, id, values));
  };
  if (most === 1) select.addEventListener('change', send);
  return h(
    'div',
    { class: 'menu-box' },
    select,
    most > 1 && button({ class: 'component secondary', onClick: send }, texts.selectDone),
  );
}
