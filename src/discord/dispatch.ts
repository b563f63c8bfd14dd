import {
  type AutocompleteInteraction,
  type ChatInputCommandInteraction,
  type Interaction,
  MessageFlags,
} from 'discord.js';
import { EngineBusy, type Progress } from '../answer/engine.ts';
import type { Command, CommandContext } from './command.ts';
import type { Texts } from './texts/de.ts';
import { textsFor } from './texts/texts.ts';

/** Runs the command an interaction asks for; never throws: members get a text written for them, the log gets the rest. */
export function createDispatch(commands: readonly Command[], context: CommandContext) {
  const byName = new Map(commands.map((command) => [command.data.name, command]));

  return async (interaction: Interaction): Promise<void> => {
    try {
      if (interaction.isAutocomplete()) await byName.get(interaction.commandName)?.autocomplete?.(interaction, context);
      else if (interaction.isChatInputCommand()) await run(interaction);
    } catch (error) {
      context.log.error({ err: error, interactionId: interaction.id }, 'an interaction failed');
      if (interaction.isAutocomplete()) await respondWithNothing(interaction, context);
    }
  };

  async function run(interaction: ChatInputCommandInteraction): Promise<void> {
    const texts = textsFor(interaction.locale);
    const command = byName.get(interaction.commandName);
    try {
      if (!command) throw new Error(`Expected a command of the list, got ${interaction.commandName}`);
      await command.execute(interaction, context, texts);
    } catch (error) {
      if (!(error instanceof EngineBusy))
        context.log.error({ err: error, command: interaction.commandName }, 'a command failed');
      await apologise(interaction, whatToSay(error, texts));
    }
  }
}

const whatToSay = (error: unknown, texts: Texts): string =>
  error instanceof EngineBusy ? texts.busy(percentOf(error.building)) : texts.failed;

const percentOf = (building: Progress | null): number | null =>
  building && building.total > 0 ? Math.floor((100 * building.done) / building.total) : null;

async function apologise(interaction: ChatInputCommandInteraction, content: string): Promise<void> {
  if (interaction.deferred || interaction.replied) {
    await interaction.editReply({ content, embeds: [], allowedMentions: { parse: [] } });
  } else {
    await interaction.reply({ content, flags: MessageFlags.Ephemeral, allowedMentions: { parse: [] } });
  }
}

async function respondWithNothing(interaction: AutocompleteInteraction, { log }: CommandContext): Promise<void> {
  if (interaction.responded) return;
  await interaction.respond([]).catch((error) => log.debug({ err: error }, 'a late autocomplete'));
}
