import { CHANNEL_TYPE, type Channel, isThread, type Member, PERMISSIONS, type Role } from './model.ts';
import { basePermissions, channelPermissions } from './permissions.ts';

/** The server, its channels, roles and people; ids are the same at each start, so that the bot knows its channel again. */

export interface World {
  readonly guildId: string;
  readonly guildName: string;
  readonly ownerId: string;
  readonly applicationId: string;
  readonly botName: string;
  readonly botRoleId: string;
  /** Where Discord itself posts; null for nowhere. */
  readonly systemChannelId: string | null;
  /** Live: channels come and go. */
  readonly channels: Channel[];
  /** Live; the first is `@everyone`. */
  readonly roles: Role[];
  readonly members: readonly Member[];
}

export interface ChannelOptions {
  readonly name: string;
  /** Default 0, a text channel; CHANNEL_TYPE lists the others. */
  readonly type?: number;
  /** Of a thread: the name of its channel. */
  readonly parent?: string;
  readonly archived?: boolean;
  readonly locked?: boolean;
}

export interface RoleOptions {
  readonly name: string;
  readonly mentionable?: boolean;
}

export interface WorldOptions {
  readonly channels: readonly ChannelOptions[];
  readonly roles: readonly RoleOptions[];
  /** A channel's name. */
  readonly systemChannel: string | null;
}

const fixedId = (number: number): string => String(1_100_000_000_000_000_000n + BigInt(number));
const GUILD = fixedId(1);
const APPLICATION = fixedId(2);
const MODERATOR_ROLE = fixedId(8);
const BOT_ROLE = fixedId(9);

const READER_PERMISSIONS =
  PERMISSIONS.viewChannel |
  PERMISSIONS.sendMessages |
  PERMISSIONS.sendMessagesInThreads |
  PERMISSIONS.embedLinks |
  PERMISSIONS.readMessageHistory;

/** @param onChange - told of a channel whose overwrites were changed */
export function createWorld(options: WorldOptions, onChange: (channel: Channel) => void): World {
  const roles = createRoles(options.roles);
  const member = (id: number, username: string, own: readonly string[]): Member => ({
    ...{ id: fixedId(id), username, locale: 'de', roles: own },
    permissions: basePermissions(roles, GUILD, { roles: own }),
  });
  const world: World = {
    ...{ guildId: GUILD, guildName: 'Liveblog', ownerId: fixedId(10) },
    ...{ applicationId: APPLICATION, botName: 'Liveblog-Bot', botRoleId: BOT_ROLE },
    systemChannelId: null,
    channels: [],
    roles,
    members: [member(11, 'moderation', [MODERATOR_ROLE]), member(12, 'leserin', [])],
  };
  options.channels.forEach((each, at) => {
    world.channels.push(createChannel(world, fixedId(101 + at), each, onChange));
  });
  const system = world.channels.find(({ name }) => name === options.systemChannel);
  return Object.assign(world, { systemChannelId: system?.id ?? null });
}

const createRoles = (added: readonly RoleOptions[]): Role[] => [
  { ...role(GUILD, '@everyone', 0), permissions: READER_PERMISSIONS },
  ...added.map(({ name, mentionable = true }, at) => ({ ...role(fixedId(51 + at), name, at + 1), mentionable })),
  {
    ...role(MODERATOR_ROLE, 'Moderation', added.length + 1),
    permissions: PERMISSIONS.manageGuild | PERMISSIONS.manageChannels | PERMISSIONS.manageMessages,
  },
  { ...role(BOT_ROLE, 'Liveblog-Bot', added.length + 2), managed: true, permissions: BOT_PERMISSIONS },
];

/** What the bot's own role allows everywhere: what a bot for posts asks for when it is invited. */
const BOT_PERMISSIONS = READER_PERMISSIONS;

const role = (id: string, name: string, position: number): Role => ({
  ...{ id, name, position, managed: false, permissions: 0n, mentionable: false },
});

/** @throws Error for a thread without its channel. */
export function createChannel(
  world: World,
  id: string,
  { name, type = CHANNEL_TYPE.text, parent: parentName, archived = false, locked = false }: ChannelOptions,
  onChange: (channel: Channel) => void,
): Channel {
  const parent = world.channels.find((each) => each.name === parentName) ?? null;
  if (isThread({ type }) && !parent) throw new Error(`Expected a channel for the thread ${name}, got ${parentName}`);
  const bot = { id: world.applicationId, roles: [world.botRoleId] };
  const channel: Channel = {
    ...{ id, type, parentId: parent?.id ?? null, name, overwrites: [], archived, locked },
    get botPermissions() {
      return permissionsIn(world, channel, bot);
    },
    set botPermissions(wanted) {
      const owner = parent ?? channel;
      const base = basePermissions(world.roles, world.guildId, bot);
      const overwrite = { id: world.botRoleId, type: 0 as const, allow: wanted & ~base, deny: base & ~wanted };
      owner.overwrites = [...owner.overwrites.filter((each) => each.id !== world.botRoleId), overwrite];
      onChange(owner);
    },
  };
  return channel;
}

/** What somebody may do in a channel. */
export function permissionsIn(world: World, channel: Channel, who: Pick<Member, 'id' | 'roles'>): bigint {
  const parent = world.channels.find(({ id }) => id === channel.parentId);
  const base = basePermissions(world.roles, world.guildId, who);
  return channelPermissions(base, (parent ?? channel).overwrites, world.guildId, who);
}
