import { ApplicationCommandOptionType, InteractionContextType, MessageFlags } from 'discord.js';
import { EngineBusy } from '../src/answer/engine.ts';
import type { Command } from '../src/discord/command.ts';
import { findEntry, suggestEntries } from '../src/discord/entry-choices.ts';
import { cut } from '../src/discord/render/cut.ts';
import { renderEntry } from '../src/discord/render/entry.ts';
import { escapeText } from '../src/discord/render/escape.ts';

const ECHO_MAX_CHARS = 100;

export const entry = {
  data: {
    name: 'entry',
    name_localizations: { de: 'eintrag' },
    description: 'Shows one entry of the liveblog in full',
    description_localizations: { de: 'Zeigt einen Eintrag des Liveblogs in voller Länge' },
    contexts: [InteractionContextType.Guild, InteractionContextType.BotDM],
    options: [
      {
        type: ApplicationCommandOptionType.String,
        name: 'headline',
        name_localizations: { de: 'überschrift' },
        description: 'Type a few letters of the headline',
        description_localizations: { de: 'Tipp ein paar Buchstaben der Überschrift ein' },
        required: true,
        autocomplete: true,
      },
    ],
  },
  async execute(interaction, { engine }, texts) {
    const edition = engine.edition();
    if (!edition) throw new EngineBusy(engine.status().building);
    const wanted = interaction.options.getString('headline', true);
    const found = findEntry(edition.entries, wanted);
    if (found) {
      await interaction.reply({ embeds: [renderEntry(found, texts)], allowedMentions: { parse: [] } });
      return;
    }
    const content = texts.entryNotFound(escapeText(cut(wanted, ECHO_MAX_CHARS)));
    await interaction.reply({ content, flags: MessageFlags.Ephemeral, allowedMentions: { parse: [] } });
  },
  async autocomplete(interaction, { engine }) {
    await interaction.respond(suggestEntries(engine.edition()?.entries ?? [], interaction.options.getFocused()));
  },
} satisfies Command;
