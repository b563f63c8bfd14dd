import { z } from 'zod';
import { unknownCommand } from './errors.ts';
import { type CommandBody, check, commandBody } from './limits.ts';
import type { RegisteredCommand } from './model.ts';

const COMMANDS_MAX = 100;

/** The commands that the bot has registered, for all servers (null) and for single ones. */
export function createCommands(newId: () => string, applicationId: string) {
  let registered: RegisteredCommand[] = [];

  const register = (body: CommandBody, guildId: string | null): RegisteredCommand => ({
    ...body,
    id: newId(),
    application_id: applicationId,
    version: newId(),
    ...(guildId !== null && { guild_id: guildId }),
  });
  const inScope = (guildId: string | null) => (command: RegisteredCommand) => (command.guild_id ?? null) === guildId;

  return {
    list: (guildId: string | null): RegisteredCommand[] => registered.filter(inScope(guildId)),
    /** As a member sees them: a name that is registered twice shows twice. */
    all: (): readonly RegisteredCommand[] => registered,
    replaceAll(body: unknown, guildId: string | null): RegisteredCommand[] {
      const fresh = check(z.array(commandBody).max(COMMANDS_MAX), body).map((each) => register(each, guildId));
      registered = [...registered.filter((each) => !inScope(guildId)(each)), ...fresh];
      return fresh;
    },
    add(body: unknown, guildId: string | null): RegisteredCommand {
      const fresh = register(check(commandBody, body), guildId);
      registered = [...registered.filter((each) => each.name !== fresh.name || !inScope(guildId)(each)), fresh];
      return fresh;
    },
    remove(id: string): void {
      if (!registered.some((each) => each.id === id)) throw unknownCommand();
      registered = registered.filter((each) => each.id !== id);
    },
  };
}
