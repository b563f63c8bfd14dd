import type {
  AutocompleteInteraction,
  ButtonInteraction,
  ChatInputCommandInteraction,
  RESTPostAPIChatInputApplicationCommandsJSONBody,
} from 'discord.js';
import type { Logger } from 'pino';
import type { Engine, Reload, ReloadReport } from '../answer/engine.ts';
import type { ChannelStatus } from '../store/channel-status.ts';
import type { Store } from '../store/store.ts';
import type { Texts } from './texts/de.ts';

/** What commands may use. */
export interface CommandContext {
  readonly engine: Engine;
  /** Reads the corpus anew and posts what is new in it. */
  readonly reload: (options: { readonly force: boolean }) => Promise<Reload>;
  /** How posting is doing, per channel. */
  readonly posting: () => readonly ChannelStatus[];
  readonly store: Pick<Store, 'subscriptions' | 'answers' | 'changesOf'>;
  /** Null before the corpus was read for the first time. */
  readonly lastReload: () => ReloadReport | null;
  readonly log: Logger;
}

/** What happens when a button is pressed, however long ago its message was made. */
export interface Button {
  /** What its custom_ids begin with, up to the first colon. */
  readonly prefix: string;
  /** @param argument - of the custom_id, after the colon. */
  press(interaction: ButtonInteraction, argument: string, context: CommandContext, texts: Texts): Promise<void>;
}

/** One slash command. `texts` are in the member's language. */
export interface Command {
  readonly data: RESTPostAPIChatInputApplicationCommandsJSONBody;
  execute(interaction: ChatInputCommandInteraction, context: CommandContext, texts: Texts): Promise<void>;
  autocomplete?(interaction: AutocompleteInteraction, context: CommandContext): Promise<void>;
}
