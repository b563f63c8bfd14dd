import type { createCommands } from './commands.ts';
import { mayUse, type OptionValue, optionsOf, pressed, resolve } from './interaction-data.ts';
import { interactionShape } from './interaction-shape.ts';
import type { Cause, createInteractions, PendingInteraction } from './interactions.ts';
import { messageShape } from './message-shape.ts';
import type { createMessages } from './messages.ts';
import type { Channel, Member, RegisteredCommand } from './model.ts';
import type { World } from './world.ts';

/** Discord's interaction types. */
const TYPE = { command: 2, component: 3, autocomplete: 4 } as const;

interface Options {
  readonly world: World;
  readonly messages: ReturnType<typeof createMessages>;
  readonly interactions: ReturnType<typeof createInteractions>;
  readonly commands: ReturnType<typeof createCommands>;
  readonly dispatch: (type: string, data: object) => void;
}

/** What members do in their clients. */
export function createMemberSide({ world, messages, interactions, commands, dispatch }: Options) {
  function channelOf(channelId: string): Channel {
    const channel = world.channels.find(({ id }) => id === channelId);
    if (!channel) throw new Error(`Expected the id of a channel, got ${channelId}`);
    return channel;
  }

  function commandFor(member: Member, name: string): RegisteredCommand {
    const command = commands.all().find((each) => each.name === name);
    if (!command) throw new Error(`Expected a registered command, got /${name}`);
    if (!mayUse(member, command)) throw new Error(`${member.username} may not use /${name}`);
    return command;
  }

  function send(cause: Cause, member: Member, channelId: string, data: object): PendingInteraction {
    const channel = channelOf(channelId);
    const pending = interactions.open(cause, channelId, member);
    const about = { id: pending.id, token: pending.token, type: TYPE[cause.kind] };
    dispatch('INTERACTION_CREATE', {
      ...interactionShape(about, channel, member, world),
      data,
      ...(cause.kind === 'component' && { message: messageShape(cause.source, world) }),
    });
    return pending;
  }

  return {
    commandsFor: (member: Member) => commands.all().filter((each) => mayUse(member, each)),
    run(
      member: Member,
      channelId: string,
      name: string,
      values: Readonly<Record<string, OptionValue>> = {},
    ): PendingInteraction {
      const command = commandFor(member, name);
      const options = optionsOf(command, values, world);
      const data = { id: command.id, name, type: 1, options, resolved: resolve(options, member, world) };
      return send({ kind: 'command', command: name }, member, channelId, data);
    },
    complete(member: Member, channelId: string, name: string, option: string, typed: string): PendingInteraction {
      const command = commandFor(member, name);
      const options = optionsOf(command, { [option]: typed }, world).map((each) => ({ ...each, focused: true }));
      const data = { id: command.id, name, type: 1, options };
      return send({ kind: 'autocomplete', command: name }, member, channelId, data);
    },
    press(
      member: Member,
      channelId: string,
      messageId: string,
      customId: string,
      values: readonly string[] = [],
    ): PendingInteraction {
      const source = messages.all(channelId).find(({ id }) => id === messageId);
      if (!source) throw new Error(`Expected the id of a message in ${channelId}, got ${messageId}`);
      const data = pressed(source, customId, values, member, world);
      return send({ kind: 'component', source }, member, channelId, data);
    },
    say: (member: Member, channelId: string, content: string) =>
      messages.create(channelOf(channelId).id, { content }, { authorId: member.id }),
  };
}
