import type { Channel, Role } from './model.ts';
import { isThread } from './model.ts';
import { channelShape, roleShape } from './shapes.ts';
import { type ChannelOptions, createChannel, type World } from './world.ts';

interface Options {
  readonly world: World;
  readonly newId: () => string;
  readonly dispatch: (type: string, data: object) => void;
}

/** What an administrator changes in the server; the bot hears of each change by its gateway. */
export interface Administration {
  addChannel(options: ChannelOptions): Channel;
  /** Name, or whether a thread is archived or locked. */
  changeChannel(channelId: string, change: Partial<Pick<Channel, 'name' | 'archived' | 'locked'>>): void;
  /** With its threads. */
  removeChannel(channelId: string): void;
  changeRole(roleId: string, change: Partial<Pick<Role, 'permissions' | 'mentionable'>>): void;
  removeRole(roleId: string): void;
}

export function createAdministration({ world, newId, dispatch }: Options): Administration {
  const announce = (channel: Channel, what: 'CREATE' | 'UPDATE' | 'DELETE') =>
    dispatch(`${isThread(channel) ? 'THREAD' : 'CHANNEL'}_${what}`, channelShape(channel, world));

  function take<T extends { readonly id: string }>(all: T[], id: string): T {
    const at = all.findIndex((each) => each.id === id);
    const [taken] = at === -1 ? [] : all.splice(at, 1);
    if (!taken) throw new Error(`Expected the id of a channel or role, got ${id}`);
    return taken;
  }
  function find<T extends { readonly id: string }>(all: readonly T[], id: string): T {
    const found = all.find((each) => each.id === id);
    if (!found) throw new Error(`Expected the id of a channel or role, got ${id}`);
    return found;
  }

  return {
    addChannel(options) {
      const channel = createChannel(world, newId(), options, (each) => announce(each, 'UPDATE'));
      world.channels.push(channel);
      announce(channel, 'CREATE');
      return channel;
    },
    changeChannel(channelId, change) {
      announce(Object.assign(find(world.channels, channelId), change), 'UPDATE');
    },
    removeChannel(channelId) {
      const threads = world.channels.filter(({ parentId }) => parentId === channelId);
      for (const { id } of [...threads, { id: channelId }]) announce(take(world.channels, id), 'DELETE');
    },
    changeRole(roleId, change) {
      const role = Object.assign(find(world.roles, roleId), change);
      dispatch('GUILD_ROLE_UPDATE', { guild_id: world.guildId, role: roleShape(role) });
    },
    removeRole(roleId) {
      take(world.roles, roleId);
      dispatch('GUILD_ROLE_DELETE', { guild_id: world.guildId, role_id: roleId });
    },
  };
}
