import { InteractionContextType, MessageFlags, PermissionFlagsBits } from 'discord.js';
import type { Command } from '../src/discord/command.ts';
import { channelsOf, placeOfStatus } from '../src/discord/own-channels.ts';
import { renderStatus } from '../src/discord/render/status.ts';

export const status = {
  data: {
    name: 'status',
    description: 'What the bot knows, and how it is doing',
    description_localizations: { de: 'Was der Bot weiß und wie es ihm geht' },
    contexts: [InteractionContextType.Guild, InteractionContextType.BotDM],
  },
  async execute(interaction, { engine, posting, lastReload }, texts) {
    const facts = {
      edition: engine.edition(),
      engine: engine.status(),
      channels: channelsOf(posting(), placeOfStatus, interaction.guildId, interaction.client),
      lastReload: lastReload(),
      isForModerators: interaction.memberPermissions?.has(PermissionFlagsBits.ManageGuild) ?? false,
    };
    await interaction.reply({
      embeds: [renderStatus(facts, texts)],
      flags: MessageFlags.Ephemeral,
      allowedMentions: { parse: [] },
    });
  },
} satisfies Command;
