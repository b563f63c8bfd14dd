import {
  type AutocompleteInteraction,
  type ButtonInteraction,
  type ChatInputCommandInteraction,
  type Interaction,
  MessageFlags,
} from 'discord.js';
import { EngineBusy, type Progress } from '../answer/engine.ts';
import type { Button, Command, CommandContext } from './command.ts';
import { readCustomId } from './custom-id.ts';
import type { Texts } from './texts/de.ts';
import { textsFor } from './texts/texts.ts';

export interface Handlers {
  readonly commands: readonly Command[];
  readonly buttons: readonly Button[];
}

/** The button that a custom_id belongs to, and the state that it carries; null for none. */
export function routeButton(
  buttons: readonly Button[],
  customId: string,
): { readonly button: Button; readonly argument: string } | null {
  const { prefix, argument } = readCustomId(customId);
  const button = buttons.find((each) => each.prefix === prefix);
  return button ? { button, argument } : null;
}

/** Does what an interaction asks for; never throws: members get a text written for them, the log gets the rest. */
export function createDispatch({ commands, buttons }: Handlers, context: CommandContext) {
  const byName = new Map(commands.map((command) => [command.data.name, command]));

  return async (interaction: Interaction): Promise<void> => {
    try {
      if (interaction.isAutocomplete()) await byName.get(interaction.commandName)?.autocomplete?.(interaction, context);
      else if (interaction.isChatInputCommand()) await answering(interaction, run);
      else if (interaction.isButton()) await answering(interaction, press);
    } catch (error) {
      context.log.error({ err: error, interactionId: interaction.id }, 'an interaction failed');
      if (interaction.isAutocomplete()) await respondWithNothing(interaction, context);
    }
  };

  async function run(interaction: ChatInputCommandInteraction, texts: Texts): Promise<void> {
    const command = byName.get(interaction.commandName);
    if (!command) throw new Error(`Expected a command of the list, got ${interaction.commandName}`);
    await command.execute(interaction, context, texts);
  }

  async function press(interaction: ButtonInteraction, texts: Texts): Promise<void> {
    const found = routeButton(buttons, interaction.customId);
    if (!found) throw new Error(`Expected a button of the list, got ${interaction.customId}`);
    await found.button.press(interaction, found.argument, context, texts);
  }

  async function answering<I extends Answerable>(
    interaction: I,
    answer: (interaction: I, texts: Texts) => Promise<void>,
  ): Promise<void> {
    const texts = textsFor(interaction.locale);
    try {
      await answer(interaction, texts);
    } catch (error) {
      const what = interaction.isButton() ? interaction.customId : interaction.commandName;
      if (!(error instanceof EngineBusy)) context.log.error({ err: error, what }, 'a command or button failed');
      await apologise(interaction, whatToSay(error, texts));
    }
  }
}

type Answerable = ChatInputCommandInteraction | ButtonInteraction;

const whatToSay = (error: unknown, texts: Texts): string =>
  error instanceof EngineBusy ? texts.busy(percentOf(error.building)) : texts.failed;

const percentOf = (building: Progress | null): number | null =>
  building && building.total > 0 ? Math.floor((100 * building.done) / building.total) : null;

/** A message with a button stays as it is. */
async function apologise(interaction: Answerable, content: string): Promise<void> {
  const text = { content, allowedMentions: { parse: [] } } as const;
  if (!interaction.deferred && !interaction.replied)
    await interaction.reply({ ...text, flags: MessageFlags.Ephemeral });
  else if (interaction.isButton()) await interaction.followUp({ ...text, flags: MessageFlags.Ephemeral });
  else await interaction.editReply({ ...text, embeds: [] });
}

async function respondWithNothing(interaction: AutocompleteInteraction, { log }: CommandContext): Promise<void> {
  if (interaction.responded) return;
  await interaction.respond([]).catch((error) => log.debug({ err: error }, 'a late autocomplete'));
}
