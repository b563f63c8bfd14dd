import { type Component, componentIn } from './components.ts';
import {
  type Channel,
  FLAG_EPHEMERAL,
  type Member,
  type Message,
  PERMISSIONS,
  type RegisteredCommand,
  type Role,
} from './model.ts';
import { memberShape, resolvedChannelShape, roleShape, userShape } from './shapes.ts';
import type { World } from './world.ts';

/** What a member's client sends, and what it does not let them send; pure. */

export type OptionValue = string | number | boolean;

const OPTION = { string: 3, user: 6, channel: 7, role: 8 } as const;
const SELECT = { string: 3, role: 6, channel: 8 } as const;

/** Commands without `default_member_permissions` are for everybody, those with `0` for administrators alone. */
export function mayUse(member: Member, { default_member_permissions: needed }: RegisteredCommand): boolean {
  if (member.permissions & PERMISSIONS.administrator || needed === null || needed === undefined) return true;
  return needed !== '0' && (member.permissions & BigInt(needed)) === BigInt(needed);
}

/** Options by name as INTERACTION_CREATE carries them. @throws Error for an option or a value that no client offers. */
export function optionsOf(command: RegisteredCommand, given: Readonly<Record<string, OptionValue>>, world: World) {
  return Object.entries(given).map(([name, value]) => {
    const option = command.options.find((each) => each.name === name);
    if (!option) throw new Error(`Expected an option of /${command.name}, got ${name}`);
    const { type, channel_types: types } = option;
    if (type === OPTION.channel) offeredChannel(String(value), types, world);
    if (type === OPTION.role) find(world.roles, String(value), 'a role');
    if (type === OPTION.user) find(world.members, String(value), 'a member');
    return { name, type, value };
  });
}

/** The objects that the options name, as the member may see them. */
export function resolve(options: readonly { type: number; value: OptionValue }[], member: Member, world: World) {
  const idsOf = (type: number) => options.filter((each) => each.type === type).map(({ value }) => String(value));
  return resolved(
    { channels: idsOf(OPTION.channel), roles: idsOf(OPTION.role), users: idsOf(OPTION.user) },
    member,
    world,
  );
}

function resolved(
  ids: {
    readonly channels?: readonly string[];
    readonly roles?: readonly string[];
    readonly users?: readonly string[];
  },
  member: Member,
  world: World,
) {
  const pick = <T extends { readonly id: string }>(all: readonly T[], wanted: readonly string[] = []) =>
    all.filter(({ id }) => wanted.includes(id));
  const byId = <T extends { readonly id: string }>(all: readonly T[], shape: (each: T) => object) =>
    all.length > 0 ? Object.fromEntries(all.map((each) => [each.id, shape(each)])) : undefined;
  const users = pick(world.members, ids.users);
  return {
    channels: byId(pick(world.channels, ids.channels), (each) => resolvedChannelShape(each, member, world)),
    roles: byId(pick(world.roles, ids.roles), roleShape),
    users: byId(users, ({ id, username }) => userShape(id, username)),
    members: byId(users, ({ id, username, roles }) => memberShape(id, username, roles)),
  };
}

/** Data of a component's interaction. @throws Error for a component that is not there, or a value that it does not offer. */
export function pressed(message: Message, customId: string, values: readonly string[], member: Member, world: World) {
  if (message.flags & FLAG_EPHEMERAL && message.interaction?.memberId !== member.id)
    throw new Error(`${member.username} does not see the message ${message.id}`);
  const component = componentIn(message.components, customId);
  if (!component || component.disabled)
    throw new Error(`Expected a component that can be used in message ${message.id}, got ${customId}`);
  const data = { custom_id: customId, component_type: component.type };
  if (component.type === 2) return data;
  checkValues(component, values, world);
  const kind = component.type === SELECT.role ? 'roles' : 'channels';
  return {
    ...{ ...data, values },
    ...(component.type !== SELECT.string && { resolved: resolved({ [kind]: values }, member, world) }),
  };
}

function checkValues(component: Exclude<Component, { type: 2 }>, values: readonly string[], world: World): void {
  const { min_values: min, max_values: max } = component;
  if (values.length < min || values.length > max)
    throw new Error(`Expected ${min} to ${max} values, got ${values.length}`);
  for (const value of values) {
    if (component.type === SELECT.channel) offeredChannel(value, component.channel_types, world);
    else if (component.type === SELECT.role) find(world.roles, value, 'a role');
    else if (!component.options.some((each) => each.value === value))
      throw new Error(`Expected one of the options, got ${value}`);
  }
}

function offeredChannel(id: string, types: readonly number[] | undefined, { channels }: World): Channel {
  const channel = find(channels, id, 'a channel');
  if (types && !types.includes(channel.type))
    throw new Error(`Expected a channel of type ${types.join(' or ')}, got #${channel.name} of type ${channel.type}`);
  return channel;
}

function find<T extends Channel | Role | Member>(all: readonly T[], id: string, what: string): T {
  const found = all.find((each) => each.id === id);
  if (!found) throw new Error(`Expected the id of ${what}, got ${id}`);
  return found;
}
