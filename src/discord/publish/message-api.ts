import {
  type APIMessage,
  DefaultRestOptions,
  DiscordAPIError,
  REST,
  type RESTPatchAPIChannelMessageJSONBody,
  type RESTPostAPIChannelMessageJSONBody,
  type ResponseLike,
  Routes,
} from 'discord.js';

/**
 * Messages on Discord, each call one request: what went wrong is for the outbox to decide, which looks before it sends again.
 * Errors are those of discord.js.
 */
export interface MessageApi {
  /** @returns the message's id. */
  send(channelId: string, body: RESTPostAPIChannelMessageJSONBody): Promise<string>;
  /** An archived thread is opened for it. */
  edit(channelId: string, messageId: string, body: RESTPatchAPIChannelMessageJSONBody): Promise<void>;
  crosspost(channelId: string, messageId: string): Promise<void>;
  get(channelId: string, messageId: string): Promise<APIMessage>;
  /** Up to 100, newest first. @param before - a message's id; null for the newest. */
  page(channelId: string, before: string | null): Promise<readonly APIMessage[]>;
}

/** A wait that Discord asks for is waited for in place up to this, and is an error (RateLimitError) beyond. */
const WAIT_IN_PLACE_MAX_MS = 5_000;
const THREAD_ARCHIVED = 50083;

/** @param apiUrl - without version. */
export function createMessageApi(token: string, apiUrl: string): MessageApi {
  const rest = new REST({
    api: apiUrl,
    // a repeated POST may make a second message
    retries: 0,
    rejectOnRateLimit: ({ retryAfter }) => retryAfter > WAIT_IN_PLACE_MAX_MS,
    makeRequest: async (url, init) => withToldWait(await DefaultRestOptions.makeRequest(url, init)),
  }).setToken(token);

  const patch = async (channelId: string, messageId: string, body: RESTPatchAPIChannelMessageJSONBody) => {
    await rest.patch(Routes.channelMessage(channelId, messageId), { body });
  };

  return {
    async send(channelId, body) {
      const message = await rest.post(Routes.channelMessages(channelId), { body });
      return (message as APIMessage).id;
    },
    async edit(channelId, messageId, body) {
      try {
        await patch(channelId, messageId, body);
      } catch (error) {
        if (!(error instanceof DiscordAPIError && error.code === THREAD_ARCHIVED)) throw error;
        await rest.patch(Routes.channel(channelId), { body: { archived: false } });
        await patch(channelId, messageId, body);
      }
    },
    async crosspost(channelId, messageId) {
      await rest.post(Routes.channelMessageCrosspost(channelId, messageId));
    },
    get: async (channelId, messageId) => (await rest.get(Routes.channelMessage(channelId, messageId))) as APIMessage,
    async page(channelId, before) {
      const query = new URLSearchParams({ limit: '100', ...(before && { before }) });
      return (await rest.get(Routes.channelMessages(channelId), { query })) as APIMessage[];
    },
  };
}

/** Limits on old messages and announcements say one second in the header and the truth in the body (discord-api-docs #6109). */
async function withToldWait(response: ResponseLike): Promise<ResponseLike> {
  if (response.status !== 429) return response;
  const text = await response.text();
  const told = Number(/"retry_after":\s*([\d.]+)/.exec(text)?.[1] ?? 0);
  const headers = new Headers();
  response.headers.forEach((value: string, name: string) => {
    headers.set(name, value);
  });
  headers.set('Retry-After', String(Math.max(told, Number(headers.get('Retry-After') ?? 0))));
  return new Response(text, { status: 429, statusText: response.statusText, headers });
}
