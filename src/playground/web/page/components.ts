import type { Component } from '../../components.ts';
import type { MessageView, Snapshot } from '../protocol.ts';
import { button, h, icon } from './dom.ts';
import { roleChoices } from './names.ts';
import type { Texts } from './texts.ts';

/** A component was used; resolves when the bot has answered or failed to. */
export type Press = (message: MessageView, customId: string, values?: readonly string[]) => Promise<void>;

export interface ComponentContext {
  readonly texts: Texts;
  readonly press: Press;
  /** What the menus for them offer. */
  readonly channels: Snapshot['channels'];
  readonly roles: Snapshot['roles'];
}

const LINK_STYLE = 5;
const STYLES: Readonly<Record<number, string>> = { 1: 'primary', 2: 'secondary', 3: 'success', 4: 'danger' };

/** The rows of buttons and menus under a message. */
export const componentRows = (message: MessageView, context: ComponentContext): HTMLElement[] =>
  message.components.map((row) =>
    h(
      'div',
      { class: 'component-row' },
      ...row.components.map((each) =>
        each.type === 2 ? buttonNode(each, message, context) : menuNode(each, message, context),
      ),
    ),
  );

type Button = Extract<Component, { type: 2 }>;
type Menu = Exclude<Component, { type: 2 }>;

function buttonNode(view: Button, message: MessageView, { press }: ComponentContext): HTMLElement {
  const face = [view.emoji?.name, view.label].filter(Boolean).join(' ');
  if (view.style === LINK_STYLE) {
    const href = /^https?:\/\//i.test(view.url ?? '') ? (view.url ?? null) : null;
    const link = { class: 'component secondary', href, target: '_blank', rel: 'noopener noreferrer' };
    return h('a', link, face, icon('external'));
  }
  const id = view.custom_id ?? '';
  const node = button(
    {
      class: `component ${STYLES[view.style] ?? 'secondary'}`,
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

function menuNode(view: Menu, message: MessageView, context: ComponentContext): HTMLElement {
  const { texts, press } = context;
  const options = optionsOf(view, context);
  const most = view.max_values;
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
    ...options.map(({ label, value, isDefault }) => h('option', { value, selected: isDefault ? '' : null }, label)),
  );
  const send = (): void => {
    const values = [...select.selectedOptions].map(({ value }) => value).filter(Boolean);
    if (values.length >= view.min_values) void whileBusy(select, press(message, view.custom_id, values));
  };
  if (most === 1) select.addEventListener('change', send);
  const apply = most > 1 && button({ class: 'component secondary', onClick: send }, texts.selectDone);
  return h('div', { class: 'menu-box' }, select, apply);
}

interface MenuOption {
  readonly label: string;
  readonly value: string;
  readonly isDefault: boolean;
}

const ROLE_MENU = 6;

function optionsOf(view: Menu, { channels, roles }: ComponentContext): readonly MenuOption[] {
  if (view.type === 3)
    return view.options.map(({ label, value, description, default: isDefault = false }) => ({
      label: description ? `${label} – ${description}` : label,
      ...{ value, isDefault },
    }));
  if (view.type === ROLE_MENU)
    return roleChoices(roles).map(({ name, value }) => ({ label: name, value, isDefault: false }));
  return channels
    .filter(({ type }) => view.channel_types?.includes(type) ?? true)
    .map(({ id, name }) => ({ label: `#${name}`, value: id, isDefault: false }));
}
