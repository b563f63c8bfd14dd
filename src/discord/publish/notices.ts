import { MessageFlags } from 'discord.js';
import type { Logger } from 'pino';
import type { ChannelFault } from '../../store/channel-faults.ts';
import type { Store } from '../../store/store.ts';
import { textsFor } from '../texts/texts.ts';
import type { ChannelDirectory } from './directory.ts';
import type { MessageApi } from './message-api.ts';

interface NoticeOptions {
  readonly store: Store;
  readonly api: MessageApi;
  readonly directory: ChannelDirectory;
  readonly log: Logger;
}

/**
 * Tells a server's moderators once why nothing is posted in one of its channels: in their own channel, else in the system
 * channel, else in another channel that is subscribed there. Where none of them can be written to, the log and /status
 * have to do.
 */
export function createNotices({ store, api, directory, log }: NoticeOptions): (fault: ChannelFault) => Promise<void> {
  return async ({ channelId, remedy, toldAt }) => {
    const subscription = store.subscriptions.get(channelId);
    const guildId = subscription?.guildId ?? directory.guildOf(channelId);
    if (toldAt !== null || !subscription || !guildId) return;
    const texts = textsFor(subscription.language);
    const content = [texts.posting.fault(`<#${channelId}>`), texts.remedies[remedy], texts.posting.faultWaits].join(
      ' ',
    );
    const subscribed = store.subscriptions.list().filter((each) => each.guildId === guildId);
    const places = [...directory.noticeChannels(guildId), ...subscribed.map((each) => each.channelId)];
    for (const place of new Set(places)) {
      if (place === channelId || store.faults.get(place)) continue;
      const sent = await api
        .send(place, { content, flags: MessageFlags.SuppressNotifications, allowed_mentions: { parse: [] } })
        .catch((error: unknown) => log.debug({ err: error, place }, 'the moderators cannot be told here'));
      if (!sent) continue;
      store.faults.markTold(channelId);
      log.info({ channelId, place }, 'told the moderators');
      return;
    }
  };
}
