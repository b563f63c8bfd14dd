import { button, h, icon } from './dom.ts';
import { localName } from './localised.ts';
import { channelIcon } from './sidebar.ts';
import type { State } from './state.ts';
import type { Texts } from './texts.ts';

/** What the first screen of a channel offers. */
export interface Welcome {
  readonly ask: (question: string) => void;
  readonly run: (command: string) => void;
  readonly openDesk: () => void;
}

/** The beginning of a channel; with something to do where it is empty. */
export function welcomeNode(state: State, texts: Texts, isEmpty: boolean, welcome: Welcome): HTMLElement[] {
  const channel = state.server?.channels.find(({ id }) => id === state.channelId);
  const [posts, questions] = state.server?.channels ?? [];
  const text =
    channel === posts ? texts.welcomePosts : channel === questions ? texts.welcomeQuestions : texts.welcomeOthers;
  return [
    h('span', { class: 'welcome-icon', 'aria-hidden': 'true' }, icon(channel ? channelIcon(channel) : 'hash')),
    h('h2', {}, texts.welcome(channel?.name ?? '')),
    h('p', {}, text),
    ...(isEmpty
      ? [h('div', { class: 'suggestions' }, h('p', {}, texts.tryIt), ...suggestions(state, texts, welcome))]
      : []),
  ];
}

function suggestions(state: State, texts: Texts, welcome: Welcome): HTMLElement[] {
  const command = (name: string) => state.server?.commands.find((each) => each.name === name);
  const latest = command('latest');
  return [
    command('ask') && button({ class: 'suggestion', onClick: () => welcome.ask(texts.tryAsk) }, texts.tryAsk),
    latest &&
      button({ class: 'suggestion', onClick: () => welcome.run(latest.name) }, `/${localName(latest, state.locale)}`),
    state.server?.desk && button({ class: 'suggestion', onClick: welcome.openDesk }, texts.tryDesk),
  ].filter((each) => each !== undefined && each !== null);
}
