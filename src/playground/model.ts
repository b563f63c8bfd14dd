import type { CommandBody, StoredEmbed } from './limits.ts';

/** What the stand-in knows of its one server. */

export interface Member {
  readonly id: string;
  readonly username: string;
  /** Discord's locale: `de`, `en-US`. */
  locale: string;
  /** Permission bits in the server. */
  readonly permissions: bigint;
}

export interface Channel {
  readonly id: string;
  readonly name: string;
  /** 0 text, 2 voice, 5 announcement. */
  readonly type: number;
  /** What the bot may do there; tests take permissions away. */
  botPermissions: bigint;
}

/** Discord's bits (API documentation, "Permissions"). */
export const PERMISSIONS = {
  manageChannels: 1n << 4n,
  manageGuild: 1n << 5n,
  viewChannel: 1n << 10n,
  sendMessages: 1n << 11n,
  manageMessages: 1n << 13n,
  embedLinks: 1n << 14n,
  readMessageHistory: 1n << 16n,
} as const;

export const ALL_PERMISSIONS = Object.values(PERMISSIONS).reduce((all, bit) => all | bit, 0n);

export const FLAG_EPHEMERAL = 1 << 6;
export const FLAG_LOADING = 1 << 7;

export interface Message {
  readonly id: string;
  readonly channelId: string;
  readonly timestamp: string;
  editedTimestamp: string | null;
  content: string;
  embeds: readonly StoredEmbed[];
  components: readonly unknown[];
  flags: number;
  readonly nonce: string | null;
  /** Who was notified by this message or its edits: `everyone`, or ids of members and roles. */
  readonly pinged: Set<string>;
  /** The interaction that it answers. */
  readonly interaction: { readonly id: string; readonly command: string; readonly memberId: string } | null;
}

export interface RegisteredCommand extends CommandBody {
  readonly id: string;
  readonly application_id: string;
  readonly version: string;
  readonly guild_id?: string;
}

/** What the terminal and tests follow. */
export interface MessageEvent {
  readonly kind: 'created' | 'edited' | 'deleted';
  readonly message: Message;
}
