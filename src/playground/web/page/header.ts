import { button, h, icon } from './dom.ts';
import { channelIcon } from './sidebar.ts';
import type { Store } from './state.ts';
import { textsFor } from './texts.ts';

/** The bar above the messages: which channel this is, and the way to the other parts. */
export function createHeader(store: Store): HTMLElement {
  const header = h('header', { class: 'header' });
  store.watch(
    ({ server, channelId, locale, isDeskOpen, isMenuOpen }) => [
      server?.channels,
      server?.desk === null,
      channelId,
      locale,
      isDeskOpen,
      isMenuOpen,
    ],
    ({ server, channelId, locale, isDeskOpen, isMenuOpen }) => {
      const texts = textsFor(locale);
      const channel = server?.channels.find(({ id }) => id === channelId);
      const focusedKey = (document.activeElement as HTMLElement | null)?.dataset.key;
      header.replaceChildren(
        button(
          {
            class: 'icon-button open-menu',
            label: texts.openMenu,
            attributes: { 'aria-expanded': String(isMenuOpen), 'aria-controls': 'sidebar', 'data-key': 'menu' },
            onClick: () => store.set({ isMenuOpen: !isMenuOpen }),
          },
          icon('menu'),
        ),
        h('h1', {}, channel ? icon(channelIcon(channel)) : null, h('span', {}, channel?.name ?? 'Liveblog-Bot')),
        h('span', { class: 'topic' }, texts.localHint),
        server?.desk
          ? button(
              {
                class: 'desk-toggle',
                attributes: { 'aria-expanded': String(isDeskOpen), 'aria-controls': 'desk', 'data-key': 'desk' },
                onClick: () => store.set({ isDeskOpen: !isDeskOpen }),
              },
              icon('paper'),
              texts.desk,
            )
          : '',
      );
      if (focusedKey) header.querySelector<HTMLElement>(`[data-key="${focusedKey}"]`)?.focus();
    },
  );
  return header;
}
