import type { Row } from '../components.ts';
import type { CommandOption, StoredEmbed } from '../limits.ts';
import type { RegisteredCommand } from '../model.ts';
import type { DeskEntry, DeskText } from './desk.ts';

/** What the page and its server tell each other: JSON, over one stream of events and POST requests. */

export interface PersonView {
  readonly id: string;
  readonly name: string;
  /** Permission bits, in decimal. */
  readonly permissions: string;
}

export interface ChannelView {
  readonly id: string;
  readonly name: string;
  /** Discord's number: 0 text, 5 announcement, 10 to 12 thread. */
  readonly type: number;
}

export interface MessageView {
  readonly id: string;
  readonly channelId: string;
  /** The bot's, or a member's. */
  readonly authorId: string;
  readonly timestamp: string;
  readonly editedTimestamp: string | null;
  readonly content: string;
  readonly embeds: readonly StoredEmbed[];
  readonly components: readonly Row[];
  readonly isLoading: boolean;
  /** The one member who sees it; null for all. */
  readonly onlyFor: string | null;
  /** What it answers: a command, or a component of the message `messageId`; null for a post. */
  readonly origin: {
    readonly memberId: string;
    readonly command: string | null;
    readonly messageId: string | null;
  } | null;
  /** Somebody was notified by a mention in it. */
  readonly isPing: boolean;
  /** Posted without a sound. */
  readonly isSilent: boolean;
}

export interface DeskView {
  /** The newest ones. */
  readonly entries: readonly DeskEntry[];
  /** How many there are in all. */
  readonly count: number;
  readonly isChanged: boolean;
}

/** Everything the page shows; sent whole whenever a page connects. */
export interface Snapshot {
  readonly guildName: string;
  readonly bot: { readonly id: string; readonly name: string };
  readonly channels: readonly ChannelView[];
  readonly roles: readonly { readonly id: string; readonly name: string }[];
  readonly reader: PersonView;
  readonly moderator: PersonView;
  readonly commands: readonly RegisteredCommand[];
  readonly messages: readonly MessageView[];
  readonly isBotConnected: boolean;
  /** Null where there is no copy of the corpus to work on. */
  readonly desk: DeskView | null;
}

export type PageEvent =
  | { readonly type: 'snapshot'; readonly snapshot: Snapshot }
  | { readonly type: 'message'; readonly message: MessageView }
  | { readonly type: 'deleted'; readonly id: string }
  | { readonly type: 'bot'; readonly isConnected: boolean; readonly commands: readonly RegisteredCommand[] }
  | { readonly type: 'channels'; readonly channels: readonly ChannelView[] }
  | { readonly type: 'desk'; readonly desk: DeskView };

export interface Choice {
  readonly name: string;
  readonly value: string | number;
}

interface ByMember {
  readonly memberId: string;
  readonly channelId: string;
  /** Discord's, such as `de` or `en-US`: from now on the member's. */
  readonly locale: string;
}

/** What the page may ask for: body and answer of `POST /do/NAME`. */
export interface Actions {
  readonly run: {
    readonly body: ByMember & {
      readonly command: string;
      readonly options: Readonly<Record<string, string | number | boolean>>;
    };
    readonly answer: Outcome;
  };
  readonly complete: {
    readonly body: ByMember & { readonly command: string; readonly option: string; readonly typed: string };
    readonly answer: { readonly choices: readonly Choice[] } | Failure;
  };
  readonly press: {
    readonly body: ByMember & {
      readonly messageId: string;
      readonly customId: string;
      readonly values?: readonly string[] | undefined;
    };
    readonly answer: Outcome;
  };
  readonly save: { readonly body: { readonly id: string | null; readonly text: DeskText }; readonly answer: Outcome };
  readonly withdraw: { readonly body: { readonly id: string }; readonly answer: Outcome };
  readonly restore: { readonly body: { readonly id: string }; readonly answer: Outcome };
  readonly reset: { readonly body: Readonly<Record<string, never>>; readonly answer: Outcome };
}

/** `no-response`: the bot did not answer in time; `refused`: what was asked for cannot be done. */
export interface Failure {
  readonly error: 'no-response' | 'refused';
  readonly message: string;
}
export type Outcome = { readonly ok: true } | Failure;

export type { CommandOption, DeskEntry, DeskText, RegisteredCommand, StoredEmbed };
