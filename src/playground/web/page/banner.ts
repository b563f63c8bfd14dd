import { h } from './dom.ts';
import type { State, Store } from './state.ts';
import { type Texts, textsFor } from './texts.ts';

const BACK_SHOWN_MS = 3_000;

/** Says when the server or the bot is away, and when they are back. */
export function createBanner(store: Store): HTMLElement {
  const banner = h('div', { class: 'banner', role: 'status' });
  let wasAway = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  store.watch(
    ({ connection, server, locale }) => [connection, server?.isBotConnected, server?.commands.length, locale],
    (state) => {
      const texts = textsFor(state.locale);
      const away = whatIsAway(state, texts);
      clearTimeout(timer);
      if (away !== null) show(away, 'away');
      else if (wasAway) {
        show(texts.back, 'back');
        timer = setTimeout(() => show('', ''), BACK_SHOWN_MS);
      } else show('', '');
      wasAway = state.connection === 'lost';
    },
  );
  return banner;

  function show(text: string, kind: string): void {
    banner.textContent = text;
    banner.className = `banner ${kind}`;
  }
}

function whatIsAway({ connection, server }: State, texts: Texts): string | null {
  if (connection === 'lost') return texts.lost;
  if (connection === 'connecting' || !server) return texts.connecting;
  return server.isBotConnected && server.commands.length > 0 ? null : texts.botStarting;
}
