import { InteractionContextType, MessageFlags } from 'discord.js';
import type { Command } from '../src/discord/command.ts';
import { renderStatus } from '../src/discord/render/lists.ts';

export const status = {
  data: {
    name: 'status',
    description: 'What the bot knows, and how it is doing',
    description_localizations: { de: 'Was der Bot weiß und wie es ihm geht' },
    contexts: [InteractionContextType.Guild, InteractionContextType.BotDM],
  },
  async execute(interaction, { engine, posting, problems }, texts) {
    const facts = {
      edition: engine.edition(),
      engine: engine.status(),
      channels: posting(),
      problems: problems(),
    };
    await interaction.reply({
      embeds: [renderStatus(facts, texts)],
      flags: MessageFlags.Ephemeral,
      allowedMentions: { parse: [] },
    });
  },
} satisfies Command;
