import { EventEmitter, once } from 'node:events';
import { createServer } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { createCommands } from './commands.ts';
import { createFaults, type Fault, type LoggedRequest } from './faults.ts';
import { createGateway } from './gateway.ts';
import { createInteractions, type PendingInteraction } from './interactions.ts';
import { createMessages } from './messages.ts';
import {
  ALL_PERMISSIONS,
  type Channel,
  type Member,
  type Message,
  type MessageEvent,
  PERMISSIONS,
  type RegisteredCommand,
} from './model.ts';
import { createRest } from './rest.ts';
import { botShape, guildShape, interactionShape, type World } from './shapes.ts';
import { createSnowflakes } from './snowflake.ts';

export type OptionValue = string | number | boolean;

export interface StandInOptions {
  /** Default 0, which takes a free one. */
  readonly port?: number;
  /** The only token that is taken. */
  readonly token: string;
  readonly channels?: readonly { readonly name: string; readonly type?: number }[];
  /** Milliseconds since 1970; for tests of what depends on time. */
  readonly now?: () => number;
}

/** A local server that speaks Discord's REST API and gateway for one bot in one server. */
export interface StandIn {
  /** `http://127.0.0.1:PORT/api`: what the bot's DISCORD_API_URL is set to. */
  readonly apiUrl: string;
  readonly guildId: string;
  readonly guildName: string;
  readonly applicationId: string;
  readonly botName: string;
  readonly channels: readonly Channel[];
  readonly reader: Member;
  readonly moderator: Member;
  /** Those with the same name once per scope they are registered in. */
  commands(): readonly RegisteredCommand[];
  /** Oldest first. */
  messages(channelId: string): readonly Message[];
  /** A member runs a command. @throws when it is not registered or the member may not use it. */
  run(
    member: Member,
    channelId: string,
    name: string,
    options?: Readonly<Record<string, OptionValue>>,
  ): PendingInteraction;
  /** A member types into an option with autocomplete. */
  complete(member: Member, channelId: string, name: string, option: string, typed: string): PendingInteraction;
  onMessage(listener: (event: MessageEvent) => void): () => void;
  /** Resolves when a bot is connected and has registered at least one command. */
  whenReady(): Promise<void>;
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

/** Server, channels and people have the same ids at each start, so that the bot knows its channel again. */
const fixedId = (number: number): string => String(1_100_000_000_000_000_000n + BigInt(number));

function createWorld(channels: NonNullable<StandInOptions['channels']>) {
  const member = (id: number, username: string, permissions: bigint): Member => ({
    id: fixedId(id),
    username,
    locale: 'de',
    permissions,
  });
  const basic = PERMISSIONS.viewChannel | PERMISSIONS.sendMessages | PERMISSIONS.readMessageHistory;
  const moderator = member(11, 'moderation', basic | PERMISSIONS.manageGuild | PERMISSIONS.manageChannels);
  const reader = member(12, 'leserin', basic);
  const world: World = {
    guildId: fixedId(1),
    guildName: 'Redaktion',
    applicationId: fixedId(2),
    botName: 'Liveblog-Bot',
    channels: channels.map(({ name, type = 0 }, at) => ({
      id: fixedId(101 + at),
      name,
      type,
      botPermissions: ALL_PERMISSIONS,
    })),
    members: [moderator, reader],
  };
  return { world, reader, moderator };
}

export async function startStandIn(options: StandInOptions): Promise<StandIn> {
  const { port = 0, token, now = Date.now } = options;
  const newId = createSnowflakes(now);
  const { world, reader, moderator } = createWorld(options.channels ?? DEFAULT_CHANNELS);
  const events = new EventEmitter<{ message: [MessageEvent] }>();
  const messages = createMessages({ newId, now, announce: (event) => events.emit('message', event) });
  const interactions = createInteractions({ newId, now, messages });
  const commands = createCommands(newId, world.applicationId);
  const faults = createFaults();

  let address = '';
  const gatewayUrl = () => `ws://${address}`;
  const rest = createRest({ token, world, gatewayUrl, messages, interactions, commands, faults });
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
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const bound = server.address();
  address = `127.0.0.1:${bound instanceof Object ? bound.port : port}`;

  function find(member: Member, channelId: string, name: string): { command: RegisteredCommand; channel: Channel } {
    const command = commands.all().find((each) => each.name === name);
    const channel = world.channels.find(({ id }) => id === channelId);
    if (!command || !channel)
      throw new Error(`Expected a registered command and a channel, got /${name} in ${channelId}`);
    const needed = BigInt(command.default_member_permissions ?? 0);
    if ((member.permissions & needed) !== needed) throw new Error(`${member.username} may not use /${name}`);
    return { command, channel };
  }

  function send(
    member: Member,
    channelId: string,
    name: string,
    kind: 'command' | 'autocomplete',
    given: readonly object[],
  ) {
    const { command, channel } = find(member, channelId, name);
    const pending = interactions.open(kind, name, channelId, member);
    const type = kind === 'command' ? 2 : 4;
    gateway.dispatch('INTERACTION_CREATE', {
      ...interactionShape({ id: pending.id, token: pending.token, type }, channel, member, world),
      data: { id: command.id, name, type: 1, options: given },
    });
    return pending;
  }

  const typeOf = (name: string, option: string): number => {
    const found = commands
      .all()
      .find((each) => each.name === name)
      ?.options.find((each) => each.name === option);
    if (!found) throw new Error(`Expected an option of /${name}, got ${option}`);
    return found.type;
  };

  return {
    apiUrl: `http://${address}/api`,
    guildId: world.guildId,
    guildName: world.guildName,
    applicationId: world.applicationId,
    botName: world.botName,
    channels: world.channels,
    reader,
    moderator,
    commands: commands.all,
    messages: messages.all,
    run: (member, channelId, name, values = {}) => {
      const given = Object.entries(values).map(([option, value]) => ({
        name: option,
        type: typeOf(name, option),
        value,
      }));
      return send(member, channelId, name, 'command', given);
    },
    complete: (member, channelId, name, option, typed) =>
      send(member, channelId, name, 'autocomplete', [
        { name: option, type: typeOf(name, option), value: typed, focused: true },
      ]),
    onMessage(listener) {
      events.on('message', listener);
      return () => void events.off('message', listener);
    },
    async whenReady() {
      while (!gateway.isConnected() || commands.all().length === 0)
        await new Promise((resolve) => setTimeout(resolve, READY_POLL_MS));
    },
    requests: faults.requests,
    fail: faults.inject,
    forgetNonces: messages.forgetNonces,
    gateway,
    async close() {
      gateway.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
