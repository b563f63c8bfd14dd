import { createBanner } from './banner.ts';
import { createChannelView } from './channel.ts';
import type { Press } from './components.ts';
import { createComposer } from './composer/composer.ts';
import { act, followEvents } from './connection.ts';
import { createDesk } from './desk.ts';
import { h } from './dom.ts';
import { createHeader } from './header.ts';
import { createPendings } from './pending.ts';
import { failureOf } from './send.ts';
import { loadSettings, saveSettings } from './settings.ts';
import { createSidebar } from './sidebar.ts';
import { after, createStore, personOf } from './state.ts';
import { textsFor } from './texts.ts';
import { keepTimesTrue } from './time.ts';

/** So wide that the newsroom's panel has room beside the channel. */
const DESK_FITS_PX = 1_180;

const store = createStore({
  ...loadSettings(),
  ...{ connection: 'connecting', server: null, channelId: '', unread: {}, dismissed: new Set<string>() },
  isDeskOpen: window.innerWidth >= DESK_FITS_PX,
  isMenuOpen: false,
});
const pendings = createPendings();

const press: Press = async ({ id, channelId }, customId, values) => {
  const { role, locale } = store.get();
  const person = personOf(store.get());
  if (!person) return;
  const end = pendings.add({ channelId, role, command: null });
  end(failureOf(await act('press', { memberId: person.id, channelId, locale, messageId: id, customId, values })));
};

const composer = createComposer(store, pendings);
const welcome = { ask: composer.ask, run: composer.run, openDesk: () => store.set({ isDeskOpen: true }) };
const sidebar = createSidebar(store);
const desk = createDesk(store);
const skip = h('a', { class: 'skip', href: '#composer' });
const shade = h('div', { class: 'shade' });
shade.addEventListener('click', () => store.set({ isMenuOpen: false }));
const app = h(
  'div',
  { class: 'app' },
  skip,
  sidebar,
  shade,
  h(
    'main',
    {},
    createHeader(store),
    createBanner(store),
    createChannelView({ store, pendings, press, welcome }),
    composer.node,
  ),
  desk,
);
document.body.append(app);

store.watch(
  ({ locale, theme, role }) => [locale, theme, role],
  ({ locale, theme, role }) => {
    const texts = textsFor(locale);
    document.documentElement.lang = texts.lang;
    document.documentElement.dataset.theme = theme;
    skip.textContent = texts.skip;
    saveSettings({ locale, theme, role });
  },
);
store.watch(
  ({ server, channelId }) => [server, channelId],
  ({ server, channelId }) => {
    const channel = server?.channels.find(({ id }) => id === channelId);
    document.title = channel && server ? `#${channel.name} · ${server.guildName}` : 'Liveblog-Bot';
  },
);
store.watch(
  ({ isDeskOpen, isMenuOpen, server }) => [isDeskOpen, isMenuOpen, server?.desk === null],
  ({ isDeskOpen, isMenuOpen, server }) => {
    app.classList.toggle('desk-open', isDeskOpen && server?.desk !== null);
    app.classList.toggle('menu-open', isMenuOpen);
    desk.hidden = !isDeskOpen || server?.desk === null;
  },
);
document.addEventListener('keydown', ({ key }) => {
  if (key === 'Escape' && store.get().isMenuOpen) store.set({ isMenuOpen: false });
});

keepTimesTrue();
followEvents(
  (event) => store.set(after(store.get(), event)),
  () => store.set({ connection: store.get().server ? 'lost' : 'connecting' }),
);
