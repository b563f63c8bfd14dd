import { Client, Events, GatewayIntentBits, OAuth2Scopes, PermissionFlagsBits } from 'discord.js';
import type { Logger } from 'pino';
import type { CommandContext } from './command.ts';
import { createDispatch, type Handlers } from './dispatch.ts';
import { fatalReason } from './faults.ts';
import { registerCommands } from './register.ts';

/** The bot cannot run; the message says what to do. */
export class FatalBotError extends Error {
  override readonly name = 'FatalBotError';
}

interface ConnectOptions {
  readonly token: string;
  /** Without version: `https://discord.com/api`. */
  readonly apiUrl: string;
  readonly log: Logger;
  /** Called once when the bot can no longer run, after it did: a token that was revoked, say. */
  readonly onFatal: (error: FatalBotError) => void;
}

/**
 * Logs in, with the Guilds intent alone, and resolves when the gateway is ready.
 * @throws FatalBotError for a wrong token, refused intents, or a server that cannot be reached.
 */
export async function connect({ token, apiUrl, log, onFatal }: ConnectOptions): Promise<Client<true>> {
  const client = new Client({
    intents: [GatewayIntentBits.Guilds],
    rest: { api: apiUrl },
    allowedMentions: { parse: [] },
  });
  let isStopped = false;
  const failed = new Promise<never>((_, reject) => {
    const stop = (error: unknown): void => {
      if (isStopped) return;
      const reason = fatalReason(error);
      if (!reason) {
        log.error({ err: error }, 'the connection to Discord has a fault');
        return;
      }
      isStopped = true;
      const fatal = new FatalBotError(reason, { cause: error });
      onFatal(fatal);
      reject(fatal);
    };
    client.on(Events.Error, stop);
    client.on(Events.ShardError, stop);
    client.on(Events.ShardDisconnect, ({ code }) => stop(Object.assign(new Error(`closed with ${code}`), { code })));
    client.on(Events.Invalidated, () =>
      stop(Object.assign(new Error('session invalidated'), { code: 'TokenInvalid' })),
    );
  });
  failed.catch(() => undefined);
  client.on(Events.ShardReconnecting, () => log.warn('the connection to Discord is lost: connecting again'));
  client.on(Events.ShardResume, () => log.info('the connection to Discord is back'));
  client.on(Events.Warn, (warning) => log.warn({ warning }, 'discord.js warns'));
  const ready = new Promise<Client<true>>((resolve) => client.once(Events.ClientReady, resolve));
  const login = client.login(token).then(
    () => ready,
    (error: unknown) => {
      const reason = fatalReason(error);
      const message =
        reason ?? `Discord cannot be reached at ${apiUrl}: ${String(error)}. Check the network and DISCORD_API_URL`;
      throw new FatalBotError(message, { cause: error });
    },
  );
  return Promise.race([login, failed]);
}

/** Ends the connection on purpose: nothing is said of its loss. */
export async function disconnect(client: Client): Promise<void> {
  client.removeAllListeners(Events.ShardReconnecting);
  await client.destroy();
}

/** Registers the commands and answers to them and to the buttons from then on. */
export async function serve(client: Client<true>, handlers: Handlers, context: CommandContext): Promise<void> {
  client.on(Events.InteractionCreate, createDispatch(handlers, context));
  const guildIds = [...client.guilds.cache.keys()];
  const data = handlers.commands.map((command) => command.data);
  const registration = await registerCommands(client.rest, client.application.id, data, guildIds);
  context.log.info({ ...registration }, 'commands registered');
  if (guildIds.length === 0) context.log.warn(`The bot is in no server yet. Invite it: ${inviteUrl(client)}`);
}

/** What the bot asks for when it is invited; README's link has the same. */
export const INVITE_PERMISSIONS =
  PermissionFlagsBits.ViewChannel |
  PermissionFlagsBits.SendMessages |
  PermissionFlagsBits.SendMessagesInThreads |
  PermissionFlagsBits.EmbedLinks |
  PermissionFlagsBits.ReadMessageHistory;

const inviteUrl = (client: Client<true>): string =>
  client.generateInvite({
    scopes: [OAuth2Scopes.Bot, OAuth2Scopes.ApplicationsCommands],
    permissions: INVITE_PERMISSIONS,
  });
