import { DiscordAPIError, MessageFlags, RateLimitError } from 'discord.js';
import type { Logger } from 'pino';
import type { ChannelFault } from '../../store/channel-faults.ts';
import type { Store } from '../../store/store.ts';
import { textsFor } from '../texts/texts.ts';
import type { ChannelDirectory } from './directory.ts';
import type { MessageApi } from './message-api.ts';
import { nonceOf } from './nonce.ts';

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
  return async ({ channelId, since, remedy, toldAt }) => {
    const subscription = store.subscriptions.get(channelId);
    const guildId = subscription?.guildId ?? directory.guildOf(channelId);
    if (toldAt !== null || !subscription || !guildId) return;
    const texts = textsFor(subscription.language);
    const content = [texts.posting.fault(`<#${channelId}>`), texts.remedies[remedy], texts.posting.faultWaits].join(
      ' ',
    );
    const notice = {
      ...{ content, flags: MessageFlags.SuppressNotifications as const, allowed_mentions: { parse: [] } },
      ...{ nonce: nonceOf(`notice ${channelId} ${since}`), enforce_nonce: true },
    };
    const subscribed = store.subscriptions.list().filter((each) => each.guildId === guildId);
    const places = [...directory.noticeChannels(guildId), ...subscribed.map((each) => each.channelId)];
    for (const place of new Set(places)) {
      if (place === channelId || store.faults.get(place)) continue;
      const outcome = await api.send(place, notice).then(
        () => 'sent',
        (error: unknown) => {
          log.debug({ err: error, place }, 'the moderators cannot be told here');
          return error instanceof DiscordAPIError || error instanceof RateLimitError ? 'refused' : 'unknown';
        },
      );
      if (outcome === 'refused') continue;
      // it may be there: the next try of the channel asks in the same place again, with the same nonce
      if (outcome === 'unknown') return;
      store.faults.markTold(channelId);
      log.info({ channelId, place }, 'told the moderators');
      return;
    }
  };
}
