import type { Row } from './components.ts';
import type { CommandBody, StoredEmbed } from './limits.ts';

/** What the stand-in knows of its one server. */

/** Discord's bits (API documentation, "Permissions"). */
export const PERMISSIONS = {
  administrator: 1n << 3n,
  manageChannels: 1n << 4n,
  manageGuild: 1n << 5n,
  viewChannel: 1n << 10n,
  sendMessages: 1n << 11n,
  manageMessages: 1n << 13n,
  embedLinks: 1n << 14n,
  readMessageHistory: 1n << 16n,
  /** `@everyone`, `@here` and roles that are not for everybody to mention. */
  mentionEveryone: 1n << 17n,
  manageThreads: 1n << 34n,
  sendMessagesInThreads: 1n << 38n,
} as const;

export const ALL_PERMISSIONS = Object.values(PERMISSIONS).reduce((all, bit) => all | bit, 0n);

export interface Member {
  readonly id: string;
  readonly username: string;
  /** Discord's locale: `de`, `en-US`. */
  locale: string;
  /** Ids; `@everyone` is not among them. */
  readonly roles: readonly string[];
  /** Permission bits in the server, before any channel's overwrites. */
  readonly permissions: bigint;
}

export interface Role {
  readonly id: string;
  readonly name: string;
  readonly position: number;
  /** Made for the bot: it cannot be given to members. */
  readonly managed: boolean;
  permissions: bigint;
  /** Whether everybody may ping it. */
  mentionable: boolean;
}

/** What a channel allows or denies to a role (0) or a member (1). */
export interface Overwrite {
  readonly id: string;
  readonly type: 0 | 1;
  readonly allow: bigint;
  readonly deny: bigint;
}

/** Discord's channel types. */
export const CHANNEL_TYPE = {
  text: 0,
  voice: 2,
  category: 4,
  announcement: 5,
  announcementThread: 10,
  publicThread: 11,
} as const;

export interface Channel {
  readonly id: string;
  readonly type: number;
  /** Of a thread: the channel that it hangs on, whose overwrites count for it. */
  readonly parentId: string | null;
  name: string;
  overwrites: readonly Overwrite[];
  /** Of a thread. */
  archived: boolean;
  locked: boolean;
  /** What the bot may do there. Setting it changes the channel's overwrites (a thread: its parent's), and the bot hears of it. */
  botPermissions: bigint;
}

export const isThread = ({ type }: Pick<Channel, 'type'>): boolean =>
  type === CHANNEL_TYPE.announcementThread || type === CHANNEL_TYPE.publicThread;

export const FLAG_CROSSPOSTED = 1 << 0;
export const FLAG_SUPPRESS_EMBEDS = 1 << 2;
/** Only the member who caused it sees the message. */
export const FLAG_EPHEMERAL = 1 << 6;
/** The bot "is thinking": the message has no content yet. */
export const FLAG_LOADING = 1 << 7;
/** Posted without a sound (`silent`). */
export const FLAG_SUPPRESS_NOTIFICATIONS = 1 << 12;

export interface Message {
  readonly id: string;
  readonly channelId: string;
  /** A member's id, or the bot's. */
  readonly authorId: string;
  readonly timestamp: string;
  editedTimestamp: string | null;
  content: string;
  embeds: readonly StoredEmbed[];
  components: readonly Row[];
  flags: number;
  readonly nonce: string | null;
  /** Who was notified by this message or its edits: `everyone`, or ids of members and roles. */
  readonly pinged: Set<string>;
  /** The interaction that it answers. */
  readonly interaction: MessageOrigin | null;
}

/** `command`: "Alice used /ask". `message`: the message with the button that was pressed. */
export type MessageOrigin = { readonly id: string; readonly memberId: string } & (
  | { readonly command: string }
  | { readonly messageId: string }
);

export interface RegisteredCommand extends CommandBody {
  readonly id: string;
  readonly application_id: string;
  readonly version: string;
  readonly guild_id?: string;
}

/**
 * What a screen follows. A deferred reply is created with FLAG_LOADING and later edited without it; a message with a
 * button is edited in place when the bot answers so.
 */
export interface MessageEvent {
  readonly kind: 'created' | 'edited' | 'deleted';
  readonly message: Message;
}
