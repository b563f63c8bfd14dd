import { DiscordAPIError, HTTPError } from 'discord.js';

/** What stands in the way of a message, and what to do about it. */
export interface ChannelFault {
  /**
   * channel: nothing can be posted there. entry: this one message is refused. refusal: it may be either.
   * passing: worth another try soon.
   */
  readonly kind: 'channel' | 'entry' | 'refusal' | 'passing';
  /** One English line. */
  readonly message: string;
}

const CHANNEL_REMEDIES: Readonly<Record<string, string>> = {
  10003: 'the channel does not exist: set LIVEBLOG_CHANNEL_ID to the id of a channel that the bot can see',
  50001: 'the bot cannot see the channel: give it the permission View Channel there',
  50013:
    'the bot may not post in the channel: give it the permissions Send Messages, Embed Links and Read Message History',
  50008: 'this kind of channel takes no messages: set LIVEBLOG_CHANNEL_ID to a text or announcement channel',
};

/** Pure: what an error of a send or fetch means. */
export function faultOf(error: unknown): ChannelFault {
  if (error instanceof DiscordAPIError) {
    const remedy = CHANNEL_REMEDIES[String(error.code)];
    if (remedy) return { kind: 'channel', message: `${remedy} (${error.code} ${error.message})` };
    const message = `Discord answers ${error.status}: ${error.message.replaceAll('\n', ' ')} (${error.code})`;
    return { kind: kindOf(error.status), message };
  }
  if (error instanceof HTTPError) return { kind: kindOf(error.status), message: `Discord answers ${error.status}` };
  return { kind: 'passing', message: error instanceof Error ? error.message : String(error) };
}

/** 400 and 413 are said of what was sent; 401, 404 and 429 of whom and where, whatever was sent. */
function kindOf(status: number): ChannelFault['kind'] {
  if (status === 400 || status === 413) return 'entry';
  return status >= 402 && status < 500 && status !== 404 && status !== 429 ? 'refusal' : 'passing';
}

/** Why the bot cannot run at all, and what to do; null for anything that may pass. */
export function fatalReason(error: unknown): string | null {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const status = error instanceof DiscordAPIError ? error.status : null;
  if (code === 'TokenInvalid' || code === '4004' || status === 401) {
    return 'Discord refuses the token: copy it anew from the Bot page of your application into DISCORD_TOKEN';
  }
  if (code === 'DisallowedIntents' || code === '4014') {
    return 'Discord refuses the gateway intents: the bot asks for Guilds only; check the application on the Bot page';
  }
  if (code === 'ShardingRequired' || code === '4011')
    return 'The bot is in too many servers for one connection (2,500)';
  return null;
}
