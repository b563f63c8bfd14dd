import { DiscordAPIError, HTTPError, RateLimitError } from 'discord.js';
import type { Remedy } from '../store/channel-faults.ts';
import { isStoreFailure, remedyFor } from '../store/store-error.ts';
import { BudgetSpent } from './publish/crosspost.ts';
import { HistoryHidden } from './publish/find-posted.ts';

/** What a failed operation means. `message` is one English line. */
export type Failure =
  /** The bot cannot run at all. */
  | { readonly kind: 'fatal'; readonly message: string }
  /** Nothing can be done in this channel until somebody changes something. */
  | { readonly kind: 'channel'; readonly message: string; readonly remedy: Remedy }
  /** The message that it is about is no longer there. */
  | { readonly kind: 'gone'; readonly message: string }
  /** It has been done before. */
  | { readonly kind: 'done'; readonly message: string }
  /** Too much of this at once; null where nobody said for how long. */
  | {
      readonly kind: 'limited';
      readonly message: string;
      readonly waitMs: number | null;
      /** The bot’s own budget: no error, only a wait. */
      readonly isPlanned?: true;
    }
  /** This message is refused for what it says. */
  | { readonly kind: 'refused'; readonly message: string }
  /** Refused without a known reason: worth a few more tries. */
  | { readonly kind: 'doubtful'; readonly message: string }
  /** Worth another try soon. */
  | { readonly kind: 'passing'; readonly message: string; readonly remedy: 'wait' | 'operator' };

const SEND_MESSAGES =
  'the bot may not post in the channel: give it the permissions Send Messages, Embed Links and Read Message History';
const GONE =
  'the channel does not exist: set LIVEBLOG_CHANNEL_ID to the id of a channel that the bot can see, or subscribe another one';

const CHANNEL_FAULTS: Readonly<Record<string, readonly [Remedy, string]>> = {
  10003: ['channel-gone', GONE],
  50001: ['view-channel', 'the bot cannot see the channel: give it the permission View Channel there'],
  50013: ['send-messages', SEND_MESSAGES],
  50008: [
    'wrong-kind',
    'this kind of channel takes no messages: set LIVEBLOG_CHANNEL_ID to a text or announcement channel',
  ],
  160005: ['thread-locked', 'the thread is locked: unlock it, or give the bot the permission Manage Threads'],
};

/** Error codes of single messages (Discord API documentation, "JSON Error Codes"). */
const UNKNOWN_MESSAGE = 10008;
const ALREADY_CROSSPOSTED = 40033;
const FOREIGN_MESSAGE = 50005;
/** Announcements are edited, and messages older than an hour too, only so often. */
const EDIT_LIMITS = [20022, 30046];

/** Pure: what an error of a send, edit or look-up means. */
export function failureOf(error: unknown): Failure {
  const fatal = fatalReason(error);
  if (fatal) return { kind: 'fatal', message: fatal };
  if (error instanceof DiscordAPIError) return refusalOf(error);
  if (error instanceof RateLimitError)
    return { kind: 'limited', message: 'Discord asks to wait (429)', waitMs: error.retryAfter };
  if (error instanceof HTTPError)
    return { kind: 'passing', message: `Discord answers ${error.status}`, remedy: 'wait' };
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof BudgetSpent) return { kind: 'limited', message, waitMs: error.waitMs, isPlanned: true };
  if (error instanceof HistoryHidden) return { kind: 'channel', message: SEND_MESSAGES, remedy: 'send-messages' };
  if (isStoreFailure(error)) return { kind: 'passing', message: remedyFor('DATA_DIR', error), remedy: 'operator' };
  return { kind: 'passing', message, remedy: 'wait' };
}

function refusalOf(error: DiscordAPIError): Failure {
  const [remedy, what] = CHANNEL_FAULTS[String(error.code)] ?? [];
  if (remedy) return { kind: 'channel', remedy, message: `${what} (${error.code} ${error.message})` };
  const message = `Discord answers ${error.status}: ${error.message.replaceAll('\n', ' ')} (${error.code})`;
  if (error.code === UNKNOWN_MESSAGE) return { kind: 'gone', message };
  if (error.code === ALREADY_CROSSPOSTED) return { kind: 'done', message };
  if (EDIT_LIMITS.includes(Number(error.code))) return { kind: 'limited', message, waitMs: null };
  if (error.code === FOREIGN_MESSAGE || error.status === 400 || error.status === 413)
    return { kind: 'refused', message };
  if (error.status === 403) return { kind: 'channel', remedy: 'send-messages', message: `${SEND_MESSAGES} (403)` };
  if (error.status === 404) return { kind: 'channel', remedy: 'channel-gone', message: `${GONE} (404)` };
  return error.status < 500 ? { kind: 'doubtful', message } : { kind: 'passing', message, remedy: 'wait' };
}

/** Why the bot cannot run at all, and what to do; null for anything that may pass. */
export function fatalReason(error: unknown): string | null {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const status = error instanceof DiscordAPIError ? error.status : null;
  // discord.js forgets a token that was refused once, and says this from then on
  const isForgotten = error instanceof Error && error.message.startsWith('Expected token to be set');
  if (code === 'TokenInvalid' || code === '4004' || status === 401 || isForgotten) {
    return 'Discord refuses the token: copy it anew from the Bot page of your application into DISCORD_TOKEN';
  }
  if (code === 'DisallowedIntents' || code === '4014') {
    return 'Discord refuses the gateway intents: the bot asks for Guilds only; check the application on the Bot page';
  }
  if (code === 'ShardingRequired' || code === '4011')
    return 'The bot is in too many servers for one connection (2,500)';
  return null;
}
