import { EventEmitter, once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { type Administration, createAdministration } from './administration.ts';
import { createCommands } from './commands.ts';
import { createCrossposts } from './crossposts.ts';
import { createFaults, type Fault, type LoggedRequest } from './faults.ts';
import { createGateway } from './gateway.ts';
import type { OptionValue } from './interaction-data.ts';
import { createInteractions, type PendingInteraction } from './interactions.ts';
import { createMemberSide } from './member-side.ts';
import type { PingRights } from './mentions.ts';
import { createMessages } from './messages.ts';
import {
  type Channel,
  type Member,
  type Message,
  type MessageEvent,
  PERMISSIONS,
  type RegisteredCommand,
  type Role,
} from './model.ts';
import { createRest } from './rest/rest.ts';
import { botShape, channelShape, guildShape } from './shapes.ts';
import { createSnowflakes } from './snowflake.ts';
import { type ChannelOptions, createWorld, type RoleOptions, type World } from './world.ts';

export type { OptionValue } from './interaction-data.ts';

export interface StandInOptions {
  /** Default 0, which takes a free one. */
  readonly port?: number;
  /** The only token that is taken. */
  readonly token: string;
  /** Default: `liveblog` and `fragen`. */
  readonly channels?: readonly ChannelOptions[];
  /** Besides those of the moderators and of the bot; default: `Eilmeldungen`, which everybody may mention. */
  readonly roles?: readonly RoleOptions[];
  /** Name of the channel that Discord itself posts in; default `fragen`, where there is one. */
  readonly systemChannel?: string | null;
  /** Milliseconds since 1970; for tests of what depends on time. */
  readonly now?: () => number;
}

/**
 * A local server that speaks Discord's REST API and gateway for one bot in one server, and the clients of its members:
 * `commandsFor`, `run`, `complete` and `press` are what they do, `messages` and `onMessage` what they see.
 */
export interface StandIn {
  /** `http://127.0.0.1:PORT/api`: what the bot's DISCORD_API_URL is set to. */
  readonly apiUrl: string;
  readonly guildId: string;
  readonly guildName: string;
  readonly botId: string;
  readonly botName: string;
  /** Live. */
  readonly channels: readonly Channel[];
  /** Live; the first is `@everyone`. */
  readonly roles: readonly Role[];
  readonly reader: Member;
  /** May manage the server, channels and messages. */
  readonly moderator: Member;
  /** Those with the same name once per scope they are registered in. */
  commands(): readonly RegisteredCommand[];
  /** Those that the member is offered (`default_member_permissions`). */
  commandsFor(member: Member): readonly RegisteredCommand[];
  /**
   * Oldest first. Those with FLAG_EPHEMERAL are for `interaction.memberId` alone; those with FLAG_LOADING say that the bot
   * is thinking.
   */
  messages(channelId: string): readonly Message[];
  /**
   * A member runs a command. Options of type channel, role and user take ids.
   * @throws Error when it is not registered, the member may not use it, or no client would offer that value.
   */
  run(
    member: Member,
    channelId: string,
    name: string,
    options?: Readonly<Record<string, OptionValue>>,
  ): PendingInteraction;
  /** A member types into an option with autocomplete. */
  complete(member: Member, channelId: string, name: string, option: string, typed: string): PendingInteraction;
  /**
   * A member presses a button or chooses in a select menu. @param values - of a select menu: its options' values, or ids.
   * @throws Error when there is no such component, it is disabled, or the member does not see the message.
   */
  press(
    member: Member,
    channelId: string,
    messageId: string,
    customId: string,
    values?: readonly string[],
  ): PendingInteraction;
  /** A member writes a message. */
  say(member: Member, channelId: string, content: string): Message;
  /** @returns what ends it. */
  onMessage(listener: (event: MessageEvent) => void): () => void;
  /** Resolves when a bot is connected and has registered at least one command. */
  whenReady(): Promise<void>;
  readonly administration: Administration;
  readonly requests: readonly LoggedRequest[];
  fail(fault: Fault): void;
  forgetNonces(): void;
  readonly gateway: Pick<
    ReturnType<typeof createGateway>,
    'stats' | 'drop' | 'reconnect' | 'invalidate' | 'closeWith' | 'isConnected' | 'dispatch'
  >;
  close(): Promise<void>;
}

const READY_POLL_MS = 20;
const DEFAULT_CHANNELS = [{ name: 'liveblog' }, { name: 'fragen' }];
const DEFAULT_ROLES = [{ name: 'Eilmeldungen' }];

const rightsIn =
  ({ channels, roles }: World) =>
  (channelId: string): PingRights => {
    const channel = channels.find(({ id }) => id === channelId);
    return {
      mayPingAll: ((channel?.botPermissions ?? 0n) & PERMISSIONS.mentionEveryone) !== 0n,
      mentionableRoles: new Set(roles.filter(({ mentionable }) => mentionable).map(({ id }) => id)),
    };
  };

async function listen(server: Server, port: number): Promise<string> {
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const bound = server.address();
  return `127.0.0.1:${bound instanceof Object ? bound.port : port}`;
}

export async function startStandIn(options: StandInOptions): Promise<StandIn> {
  const { port = 0, token, now = Date.now, channels = DEFAULT_CHANNELS, roles = DEFAULT_ROLES } = options;
  const newId = createSnowflakes(now);
  const dispatch = (type: string, data: object): void => gateway.dispatch(type, data);
  const world = createWorld({ channels, roles, systemChannel: options.systemChannel ?? 'fragen' }, (channel) =>
    dispatch('CHANNEL_UPDATE', channelShape(channel, world)),
  );
  const [moderator, reader] = world.members;
  if (!moderator || !reader) throw new Error('Expected two members');
  const events = new EventEmitter<{ message: [MessageEvent] }>();
  const announce = (event: MessageEvent) => events.emit('message', event);
  const messages = createMessages({ newId, now, announce, botId: world.applicationId, pingRights: rightsIn(world) });
  const interactions = createInteractions({ newId, now, messages });
  const commands = createCommands(newId, world.applicationId);
  const faults = createFaults();
  const crosspost = createCrossposts(now);

  let address = '';
  const gatewayUrl = () => `ws://${address}`;
  const parts = { world, messages, interactions, commands, dispatch };
  const rest = createRest({ ...parts, token, gatewayUrl, crosspost, faults });
  const server = createServer(getRequestListener(rest.fetch, { overrideGlobalObjects: false }));
  const gateway = createGateway({
    ...{ server, token, resumeUrl: gatewayUrl },
    ready: () => ({
      user: botShape(world),
      guilds: [{ id: world.guildId, unavailable: true }],
      application: { id: world.applicationId, flags: 0 },
      private_channels: [],
    }),
    afterReady: () => [{ type: 'GUILD_CREATE', data: guildShape(world) }],
  });
  address = await listen(server, port);

  return {
    apiUrl: `http://${address}/api`,
    ...{ guildId: world.guildId, guildName: world.guildName, botId: world.applicationId, botName: world.botName },
    ...{ channels: world.channels, roles: world.roles },
    ...{ reader, moderator, commands: commands.all, messages: messages.all },
    ...createMemberSide(parts),
    administration: createAdministration({ world, newId, dispatch }),
    onMessage(listener) {
      events.on('message', listener);
      return () => void events.off('message', listener);
    },
    async whenReady() {
      while (!gateway.isConnected() || commands.all().length === 0)
        await new Promise((resolve) => setTimeout(resolve, READY_POLL_MS));
    },
    ...{ requests: faults.requests, fail: faults.inject, forgetNonces: messages.forgetNonces, gateway },
    async close() {
      gateway.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
