import type { SSEStreamingApi } from 'hono/streaming';
import type { StandIn } from '../stand-in.ts';
import type { Desk } from './desk.ts';
import type { PageEvent } from './protocol.ts';
import { channelViews, deskView, messageView, snapshotOf } from './views.ts';

/** A page that lost its stream asks again after this. */
const RETRY_MS = 1_000;
/** How soon a page sees that the bot came or went, or that its commands changed. */
const LOOK_EVERY_MS = 200;
/** Keeps a silent stream from being taken for a dead one. */
const COMMENT_EVERY_MS = 15_000;

/** Server-sent events for every page that is open: everything once, then what changes. */
export function createEvents(standIn: StandIn, desk: Desk | null) {
  const pages = new Set<SSEStreamingApi>();
  let botSeen = '';
  let channelsSeen = JSON.stringify(channelViews(standIn));

  const write = (page: SSEStreamingApi, event: PageEvent): void =>
    void page.writeSSE({ data: JSON.stringify(event), retry: RETRY_MS });
  const tell = (event: PageEvent): void => {
    for (const page of pages) write(page, event);
  };

  function look(): void {
    const bot = { isConnected: standIn.gateway.isConnected(), commands: standIn.commands() };
    const botNow = JSON.stringify(bot);
    if (botNow !== botSeen) tell({ type: 'bot', ...bot });
    botSeen = botNow;
    const channels = channelViews(standIn);
    const channelsNow = JSON.stringify(channels);
    if (channelsNow !== channelsSeen) tell({ type: 'channels', channels });
    channelsSeen = channelsNow;
  }

  const timers = [
    setInterval(look, LOOK_EVERY_MS),
    setInterval(() => {
      for (const page of pages) void page.write(': still here\n\n');
    }, COMMENT_EVERY_MS),
  ];
  const stops = [
    standIn.onMessage(({ kind, message }) =>
      tell(
        kind === 'deleted' ? { type: 'deleted', id: message.id } : { type: 'message', message: messageView(message) },
      ),
    ),
    desk?.onChange(() => tell({ type: 'desk', desk: deskView(desk) })),
  ];

  return {
    /** Resolves when the page has gone. */
    async follow(page: SSEStreamingApi): Promise<void> {
      write(page, { type: 'snapshot', snapshot: snapshotOf(standIn, desk) });
      pages.add(page);
      await new Promise<void>((resolve) => page.onAbort(resolve));
      pages.delete(page);
    },
    close(): void {
      for (const timer of timers) clearInterval(timer);
      for (const stop of stops) stop?.();
      for (const page of pages) page.abort();
    },
  };
}
