import type { ChannelView } from '../protocol.ts';
import { button, h, type IconName, icon } from './dom.ts';
import { memberAvatar } from './message.ts';
import type { State, Store } from './state.ts';
import { type Texts, textsFor } from './texts.ts';

const isThread = ({ type }: ChannelView): boolean => type >= 10 && type <= 12;
export const channelIcon = (channel: ChannelView): IconName =>
  isThread(channel) ? 'thread' : channel.type === 5 ? 'megaphone' : 'hash';

/** The server's channels, who one is, and how it looks. */
export function createSidebar(store: Store): HTMLElement {
  const sidebar = h('nav', { class: 'sidebar', id: 'sidebar' });
  store.watch(
    ({ server, channelId, unread, role, locale, theme }) => [
      server?.channels,
      server?.guildName,
      channelId,
      unread,
      role,
      locale,
      theme,
    ],
    (state) => {
      const texts = textsFor(state.locale);
      const focusedKey = (document.activeElement as HTMLElement | null)?.dataset.key;
      sidebar.setAttribute('aria-label', texts.channels);
      sidebar.replaceChildren(
        header(state, texts, store),
        channelList(state, texts, store),
        h('div', { class: 'panel' }, ...settingsNodes(state, texts, store)),
      );
      if (focusedKey) sidebar.querySelector<HTMLElement>(`[data-key="${focusedKey}"]`)?.focus();
    },
  );
  return sidebar;
}

const header = ({ server }: State, texts: Texts, store: Store): HTMLElement =>
  h(
    'div',
    { class: 'sidebar-header' },
    h(
      'div',
      { class: 'guild' },
      h('strong', {}, server?.guildName ?? '…'),
      h('span', { title: texts.localHint }, texts.local),
    ),
    button(
      { class: 'icon-button close-menu', label: texts.closeMenu, onClick: () => store.set({ isMenuOpen: false }) },
      icon('close'),
    ),
  );

function channelList(state: State, texts: Texts, store: Store): HTMLElement {
  const channels = state.server?.channels ?? [];
  return h(
    'div',
    { class: 'channels' },
    h('h2', {}, texts.textChannels),
    h('ul', {}, ...channels.map((channel) => h('li', {}, channelButton(channel, state, texts, store)))),
  );
}

function channelButton(channel: ChannelView, state: State, texts: Texts, store: Store): HTMLElement {
  const isShown = channel.id === state.channelId;
  const unread = state.unread[channel.id] ?? 0;
  const classes = ['channel', isThread(channel) ? 'thread' : '', unread > 0 ? 'unread' : ''].filter(Boolean).join(' ');
  return button(
    {
      class: classes,
      attributes: { 'aria-current': isShown ? 'page' : null, 'data-key': `channel-${channel.id}` },
      onClick: () =>
        store.set({ channelId: channel.id, isMenuOpen: false, unread: { ...store.get().unread, [channel.id]: 0 } }),
    },
    icon(channelIcon(channel)),
    h('span', { class: 'channel-name' }, channel.name),
    unread > 0 &&
      h(
        'span',
        { class: 'count' },
        h('span', { class: 'hidden' }, texts.unread(unread)),
        h('span', { 'aria-hidden': 'true' }, unread > 99 ? '99+' : String(unread)),
      ),
  );
}

function settingsNodes(state: State, texts: Texts, store: Store): HTMLElement[] {
  const { role, locale, theme } = state;
  return [
    switcher({
      ...{ name: 'role', label: texts.you, chosen: role },
      choices: [
        { value: 'reader', face: [memberAvatar(texts.roles.reader, 'member'), h('span', {}, texts.roles.reader)] },
        {
          value: 'moderator',
          face: [memberAvatar(texts.roles.moderator, 'moderator'), h('span', {}, texts.roles.moderator)],
        },
      ],
      choose: (value) => store.set({ role: value }),
    }),
    h(
      'div',
      { class: 'panel-row' },
      switcher({
        ...{ name: 'locale', label: texts.language, chosen: locale },
        choices: [
          { value: 'de', title: texts.languages.de, face: ['DE'] },
          { value: 'en-US', title: texts.languages['en-US'], face: ['EN'] },
        ],
        choose: (value) => store.set({ locale: value }),
      }),
      switcher({
        ...{ name: 'theme', label: texts.theme, chosen: theme },
        choices: [
          { value: 'system', title: texts.themes.system, face: [icon('screen')] },
          { value: 'light', title: texts.themes.light, face: [icon('sun')] },
          { value: 'dark', title: texts.themes.dark, face: [icon('moon')] },
        ],
        choose: (value) => store.set({ theme: value }),
      }),
    ),
  ];
}

interface SwitcherOptions<T extends string> {
  readonly name: string;
  readonly label: string;
  readonly chosen: T;
  readonly choices: readonly {
    readonly value: T;
    readonly title?: string;
    readonly face: readonly (Node | string)[];
  }[];
  readonly choose: (value: T) => void;
}

/** One of a few, as real radio buttons. */
function switcher<T extends string>({ name, label, chosen, choices, choose }: SwitcherOptions<T>): HTMLElement {
  const options = choices.map(({ value, title, face }) => {
    const attributes = { type: 'radio', name, value, 'data-key': `${name}-${value}`, 'aria-label': title ?? null };
    const input = h('input', attributes);
    input.checked = value === chosen;
    input.addEventListener('change', () => choose(value));
    return h('label', { title: title ?? null }, input, h('span', { class: 'face' }, ...face));
  });
  return h('fieldset', {}, h('legend', {}, label), h('div', { class: 'switcher' }, ...options));
}
