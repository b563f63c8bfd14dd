import {
  type APIApplication,
  type APIApplicationCommand,
  REST,
  type RESTPostAPIChatInputApplicationCommandsJSONBody,
  Routes,
} from 'discord.js';

type CommandData = RESTPostAPIChatInputApplicationCommandsJSONBody;

export interface Registration {
  readonly commands: number;
  /** False: Discord had them all as they are. */
  readonly changed: boolean;
  /** Commands of single servers, from an earlier version, that would have shown twice. */
  readonly doublesRemoved: number;
}

/** Registers without connecting to the gateway. @param apiUrl - without version. */
export async function registerWithToken(
  token: string,
  apiUrl: string,
  commands: readonly CommandData[],
): Promise<Registration> {
  const rest = new REST({ api: apiUrl }).setToken(token);
  const application = await rest.get(Routes.currentApplication());
  return registerCommands(rest, (application as APIApplication).id, commands, []);
}

/** Makes Discord's global list the given one. @param guildIds - servers to clear of commands with the same names. */
export async function registerCommands(
  rest: REST,
  applicationId: string,
  commands: readonly CommandData[],
  guildIds: readonly string[],
): Promise<Registration> {
  const route = Routes.applicationCommands(applicationId);
  const registered = await list(rest, route, true);
  const changed = !isSameList(registered, commands);
  if (changed) await rest.put(route, { body: commands });
  let doublesRemoved = 0;
  for (const guildId of guildIds) doublesRemoved += await removeDoubles(rest, applicationId, guildId, commands);
  return { commands: commands.length, changed, doublesRemoved };
}

async function list(rest: REST, route: `/${string}`, withLocalisations = false): Promise<APIApplicationCommand[]> {
  const query = new URLSearchParams(withLocalisations ? { with_localizations: 'true' } : {});
  const found = await rest.get(route, { query });
  return Array.isArray(found) ? found : [];
}

async function removeDoubles(rest: REST, applicationId: string, guildId: string, commands: readonly CommandData[]) {
  const names = new Set(commands.map(({ name }) => name));
  const doubles = (await list(rest, Routes.applicationGuildCommands(applicationId, guildId))).filter(({ name }) =>
    names.has(name),
  );
  for (const { id } of doubles) await rest.delete(Routes.applicationGuildCommand(applicationId, guildId, id));
  return doubles.length;
}

const isSameList = (registered: readonly APIApplicationCommand[], commands: readonly CommandData[]): boolean =>
  registered.length === commands.length &&
  commands.every((command) => {
    const known = registered.find(({ name }) => name === command.name);
    return known !== undefined && contains(known, command);
  });

/** Whether everything that we say stands there; Discord adds ids, versions and defaults of its own. */
function contains(known: unknown, ours: unknown): boolean {
  if (ours === null || ours === undefined || ours === false)
    return known === ours || known === null || known === undefined;
  if (typeof ours !== 'object') return known === ours;
  if (typeof known !== 'object' || known === null) return false;
  if (Array.isArray(ours)) {
    return Array.isArray(known) && known.length === ours.length && ours.every((each, at) => contains(known[at], each));
  }
  return Object.entries(ours).every(([key, value]) => contains(Reflect.get(known, key), value));
}
