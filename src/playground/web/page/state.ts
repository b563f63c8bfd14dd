import type { MessageView, PageEvent, PersonView, RegisteredCommand, Snapshot } from '../protocol.ts';
import type { Names } from './names.ts';
import type { Settings } from './settings.ts';

/** Everything that is on the screen follows from this. */
export interface State extends Settings {
  readonly connection: 'connecting' | 'open' | 'lost';
  /** Null until the server has told. */
  readonly server: Snapshot | null;
  readonly channelId: string;
  /** By channel: how many posts came while another one was shown. */
  readonly unread: Readonly<Record<string, number>>;
  /** Messages for one member that were put away. */
  readonly dismissed: ReadonlySet<string>;
  readonly isDeskOpen: boolean;
  readonly isMenuOpen: boolean;
}

export interface Store {
  get(): State;
  set(patch: Partial<State>): void;
  /** Calls `listener` now and whenever one of the picked values changes. */
  watch(pick: (state: State) => readonly unknown[], listener: (state: State) => void): void;
}

export function createStore(initial: State): Store {
  let state = initial;
  const checks: (() => void)[] = [];
  return {
    get: () => state,
    set(patch) {
      state = { ...state, ...patch };
      for (const check of checks) check();
    },
    watch(pick, listener) {
      let before = pick(state);
      listener(state);
      checks.push(() => {
        const now = pick(state);
        if (now.every((value, at) => value === before[at])) return;
        before = now;
        listener(state);
      });
    },
  };
}

/** Pure: the state after something happened at the server. */
export function after(state: State, event: PageEvent): State {
  if (event.type === 'snapshot') return afterSnapshot(state, event.snapshot);
  const { server } = state;
  if (!server) return state;
  switch (event.type) {
    case 'message':
      return withMessage(state, server, event.message);
    case 'deleted':
      return { ...state, server: { ...server, messages: server.messages.filter(({ id }) => id !== event.id) } };
    case 'bot':
      return { ...state, server: { ...server, isBotConnected: event.isConnected, commands: event.commands } };
    case 'channels':
      return { ...state, server: { ...server, channels: event.channels } };
    case 'desk':
      return { ...state, server: { ...server, desk: event.desk } };
  }
}

function afterSnapshot(state: State, server: Snapshot): State {
  const isThere = server.channels.some(({ id }) => id === state.channelId);
  const channelId = isThere ? state.channelId : ((server.channels[1] ?? server.channels[0])?.id ?? '');
  const unread = state.server ? state.unread : countPosts(server.messages, channelId);
  return { ...state, connection: 'open', server, channelId, unread };
}

function countPosts(messages: readonly MessageView[], shown: string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { channelId } of messages) if (channelId !== shown) counts[channelId] = (counts[channelId] ?? 0) + 1;
  return counts;
}

function withMessage(state: State, server: Snapshot, message: MessageView): State {
  const isKnown = server.messages.some(({ id }) => id === message.id);
  const messages = isKnown
    ? server.messages.map((each) => (each.id === message.id ? message : each))
    : [...server.messages, message];
  const { channelId } = message;
  const counts = !isKnown && channelId !== state.channelId && message.onlyFor === null;
  const unread = counts ? { ...state.unread, [channelId]: (state.unread[channelId] ?? 0) + 1 } : state.unread;
  return { ...state, server: { ...server, messages }, unread };
}

/** Discord hides a command from members without the permissions that it asks for. */
export function mayUse(
  { default_member_permissions: needed }: RegisteredCommand,
  { permissions }: PersonView,
): boolean {
  const bits = BigInt(needed ?? 0);
  return (BigInt(permissions) & bits) === bits;
}

export const personOf = (state: State): PersonView | null => state.server?.[state.role] ?? null;

export function namesOf(state: State, roleNames: Readonly<Record<Settings['role'], string>>): Names {
  const { server } = state;
  const memberName = (id: string): string => {
    if (id === server?.reader.id) return roleNames.reader;
    if (id === server?.moderator.id) return roleNames.moderator;
    return id === server?.bot.id ? server.bot.name : id;
  };
  return {
    locale: state.locale,
    channel: (id) => server?.channels.find((each) => each.id === id)?.name ?? id,
    role: (id) => server?.roles.find((each) => each.id === id)?.name ?? id,
    member: memberName,
  };
}
