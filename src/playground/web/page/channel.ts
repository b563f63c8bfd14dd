import type { MessageView } from '../protocol.ts';
import type { Press } from './components.ts';
import { button, h, icon } from './dom.ts';
import { type MessageContext, messageNode, thinking, usedLine } from './message.ts';
import type { Pending, PendingFailure, Pendings } from './pending.ts';
import { namesOf, personOf, type State, type Store } from './state.ts';
import { type Texts, textsFor } from './texts.ts';
import { type Welcome, welcomeNode } from './welcome.ts';

/** Messages by one author within this time stand together. */
const TOGETHER_MS = 7 * 60_000;
/** More are shown when one asks for them. */
const SHOWN_AT_FIRST = 200;
/** So near to the end new messages are followed. */
const NEAR_END_PX = 120;

interface Options {
  readonly store: Store;
  readonly pendings: Pendings;
  readonly press: Press;
  readonly welcome: Welcome;
}

/** The messages of the channel that is shown, and what is under way in it. */
export function createChannelView({ store, pendings, press, welcome }: Options): HTMLElement {
  const list = h('ol', { class: 'messages' });
  const waiting = h('ol', { class: 'messages pending' });
  const start = h('div', { class: 'welcome' });
  const log = h('div', { class: 'log', role: 'log', 'aria-live': 'polite', tabindex: '0' }, start, list, waiting);
  const jump = button({ class: 'jump', onClick: () => toEnd() }, icon('chevron'), h('span', {}));
  const view = h('div', { class: 'channel-view' }, log, jump);
  /** The nodes on the screen, with what they were made from. */
  let shown = new Map<string, { readonly made: readonly unknown[]; readonly node: HTMLElement }>();
  let isAtEnd = true;
  let shownMax = SHOWN_AT_FIRST;

  const toEnd = (): void => log.scrollTo({ top: log.scrollHeight });
  log.addEventListener('scroll', () => {
    isAtEnd = log.scrollHeight - log.scrollTop - log.clientHeight < NEAR_END_PX;
    view.classList.toggle('is-scrolled-up', !isAtEnd);
  });
  new ResizeObserver(() => isAtEnd && toEnd()).observe(log);

  function renderMessages(state: State): void {
    const texts = textsFor(state.locale);
    const context = contextOf(state, texts);
    const all = visibleMessages(state);
    const messages = all.slice(-shownMax);
    const next: typeof shown = new Map();
    messages.forEach((message, at) => {
      const isFollowing = standsTogether(messages[at - 1], message);
      const source = context.source(message.origin?.messageId ?? '');
      const made = [message, source, isFollowing, state.locale, state.server?.commands, state.server?.channels];
      const before = shown.get(message.id);
      const isSame = before?.made.every((value, index) => value === made[index]);
      next.set(message.id, isSame && before ? before : { made, node: messageNode(message, isFollowing, context) });
    });
    replaceChildren(
      list,
      [...next.values()].map(({ node }) => node),
    );
    shown = next;
    if (messages.length < all.length) start.replaceChildren(olderButton(texts));
    else start.replaceChildren(...(state.server ? welcomeNode(state, texts, all.length === 0, welcome) : []));
    log.setAttribute('aria-label', texts.messages(channelName(state)));
    (jump.lastElementChild as HTMLElement).textContent = texts.jump;
  }

  function olderButton(texts: Texts): HTMLElement {
    const onClick = (): void => {
      const fromEnd = log.scrollHeight - log.scrollTop;
      shownMax *= 4;
      renderMessages(store.get());
      log.scrollTop = log.scrollHeight - fromEnd;
    };
    return button({ class: 'suggestion', onClick }, texts.older);
  }

  function contextOf(state: State, texts: Texts): MessageContext {
    const { server } = state;
    return {
      ...{ texts, press, names: namesOf(state, texts.roles), botName: server?.bot.name ?? '' },
      ...{ botId: server?.bot.id ?? '', moderatorId: server?.moderator.id ?? '' },
      ...{ channels: server?.channels ?? [], roles: server?.roles ?? [] },
      commands: server?.commands ?? [],
      source: (id) => server?.messages.find((each) => each.id === id),
      dismiss: (id) => store.set({ dismissed: new Set([...store.get().dismissed, id]) }),
    };
  }

  function renderPendings(): void {
    const { channelId, role, locale } = store.get();
    const own = pendings.all().filter((each) => each.channelId === channelId && each.role === role);
    waiting.replaceChildren(...own.map((each) => pendingNode(each, textsFor(locale), () => pendings.dismiss(each.id))));
    if (isAtEnd) toEnd();
  }

  store.watch(
    ({ channelId }) => [channelId],
    () => {
      shownMax = SHOWN_AT_FIRST;
      isAtEnd = true;
      view.classList.remove('is-scrolled-up');
    },
  );
  store.watch(
    ({ server, channelId, role, locale, dismissed }) => [server, channelId, role, locale, dismissed],
    (state) => {
      renderMessages(state);
      if (isAtEnd) toEnd();
    },
  );
  store.watch(({ channelId, role, locale }) => [channelId, role, locale], renderPendings);
  pendings.onChange(renderPendings);
  return view;
}

const channelName = ({ server, channelId }: State): string =>
  server?.channels.find(({ id }) => id === channelId)?.name ?? '';

function visibleMessages(state: State): readonly MessageView[] {
  const person = personOf(state);
  return (state.server?.messages ?? []).filter(
    ({ id, channelId, onlyFor }) =>
      channelId === state.channelId && (onlyFor === null || onlyFor === person?.id) && !state.dismissed.has(id),
  );
}

const standsTogether = (before: MessageView | undefined, message: MessageView): boolean =>
  before !== undefined &&
  message.origin === null &&
  before.authorId === message.authorId &&
  before.onlyFor === null &&
  Date.parse(message.timestamp) - Date.parse(before.timestamp) < TOGETHER_MS;

/** Moves and replaces only what differs; where the focus was on a part of a replaced one, it goes to the same part of the new. */
function replaceChildren(list: HTMLElement, nodes: readonly HTMLElement[]): void {
  const focused = focusWithin(list);
  const keep = new Set<Element>(nodes);
  for (const child of [...list.children]) if (!keep.has(child)) child.remove();
  nodes.forEach((node, at) => {
    if (list.children[at] !== node) list.insertBefore(node, list.children[at] ?? null);
  });
  if (!focused || list.contains(document.activeElement)) return;
  const again = nodes.find(({ dataset }) => dataset.id === focused.id);
  again?.querySelectorAll<HTMLElement>('button, a, select')[focused.at]?.focus();
}

function focusWithin(list: HTMLElement): { readonly id: string; readonly at: number } | null {
  const { activeElement } = document;
  const item = activeElement?.closest<HTMLElement>('li[data-id]');
  if (!item || !list.contains(item)) return null;
  return {
    id: item.dataset.id ?? '',
    at: [...item.querySelectorAll('button, a, select')].indexOf(activeElement as Element),
  };
}

function pendingNode({ role, command, failure }: Pending, texts: Texts, dismiss: () => void): HTMLElement {
  const name = texts.roles[role];
  return h(
    'li',
    { class: failure ? 'message private failed' : 'message' },
    command === null ? null : usedLine(name, role === 'moderator' ? role : 'member', command, texts),
    h('span', { class: 'avatar bot', 'aria-hidden': 'true' }, icon('bot')),
    h(
      'div',
      { class: 'message-body' },
      failure ? failureLine(failure, texts) : thinking(texts.sending),
      failure &&
        h(
          'div',
          { class: 'private-bar' },
          icon('eye'),
          `${texts.onlyYou} · `,
          button({ class: 'link', onClick: dismiss }, texts.dismiss),
        ),
    ),
  );
}

function failureLine(failure: PendingFailure, texts: Texts): HTMLElement {
  const text =
    failure.kind === 'refused'
      ? texts.refused(failure.message)
      : failure.kind === 'unreachable'
        ? texts.unreachable
        : texts.noResponse;
  return h('div', { class: 'failure' }, icon('warning'), text);
}
