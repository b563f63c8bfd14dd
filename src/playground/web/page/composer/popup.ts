import { h } from '../dom.ts';

export interface PopupItem {
  readonly face: readonly (Node | string)[];
  readonly pick: () => void;
}

export interface PopupContent {
  /** Above the list. */
  readonly title: readonly (Node | string)[];
  /** Names the list for those who do not see it. */
  readonly label: string;
  readonly items: readonly PopupItem[];
  /** In the place of an empty list. */
  readonly note?: string;
}

type Input = HTMLInputElement | HTMLTextAreaElement;

/** The list above the message box, moved through by the arrow keys while the focus stays in the input. */
export function createPopup() {
  const title = h('div', { class: 'popup-title' });
  const list = h('ul', { role: 'listbox', id: 'popup-list' });
  const note = h('div', { class: 'popup-note', role: 'status' });
  const node = h('div', { class: 'popup', hidden: '' }, title, list, note);
  let items: readonly PopupItem[] = [];
  let active = -1;
  let owner: Input | null = null;

  // a press with the mouse must not take the focus away from the input
  node.addEventListener('mousedown', (event) => event.preventDefault());

  function markActive(at: number): void {
    active = at;
    for (const [index, child] of [...list.children].entries())
      child.setAttribute('aria-selected', String(index === at));
    const item = list.children[at];
    item?.scrollIntoView({ block: 'nearest' });
    if (item) owner?.setAttribute('aria-activedescendant', item.id);
    else owner?.removeAttribute('aria-activedescendant');
  }

  /** Only an input with choices may say that it shows some. */
  const markExpanded = (isExpanded: boolean): void => {
    if (owner?.role === 'combobox') owner.setAttribute('aria-expanded', String(isExpanded));
  };

  function hide(): void {
    node.hidden = true;
    items = [];
    list.replaceChildren();
    markExpanded(false);
    owner?.removeAttribute('aria-activedescendant');
  }

  return {
    node,
    hide,
    isOpen: (): boolean => !node.hidden,
    show(input: Input, content: PopupContent): void {
      owner = input;
      items = content.items;
      title.replaceChildren(...content.title);
      list.setAttribute('aria-label', content.label);
      list.replaceChildren(
        ...items.map(({ face, pick }, at) => {
          const item = h('li', { role: 'option', id: `popup-${at}`, 'aria-selected': 'false' }, ...face);
          item.addEventListener('click', pick);
          item.addEventListener('mousemove', () => active !== at && markActive(at));
          return item;
        }),
      );
      list.hidden = items.length === 0;
      note.textContent = items.length === 0 ? (content.note ?? '') : '';
      note.hidden = note.textContent === '';
      node.hidden = content.title.length === 0 && items.length === 0 && note.hidden;
      markExpanded(items.length > 0);
      markActive(items.length > 0 ? 0 : -1);
    },
    /** Arrow keys and the ones that choose. @returns whether the key was for the list. */
    handleKey(event: KeyboardEvent): boolean {
      if (node.hidden || items.length === 0 || event.isComposing) return false;
      if (event.key === 'ArrowDown') markActive((active + 1) % items.length);
      else if (event.key === 'ArrowUp') markActive((active - 1 + items.length) % items.length);
      else if ((event.key === 'Enter' || event.key === 'Tab') && !event.shiftKey) items[active]?.pick();
      else return false;
      event.preventDefault();
      return true;
    },
  };
}

export type Popup = ReturnType<typeof createPopup>;

/** Attributes of an input that the list belongs to. */
export const COMBOBOX = {
  role: 'combobox',
  'aria-controls': 'popup-list',
  'aria-expanded': 'false',
  'aria-autocomplete': 'list',
  autocomplete: 'off',
} as const;
