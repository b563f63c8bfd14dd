import { ApplicationCommandOptionType, InteractionContextType, MessageFlags, PermissionFlagsBits } from 'discord.js';
import type { Command } from '../src/discord/command.ts';
import { renderReload } from '../src/discord/render/lists.ts';

export const reload = {
  data: {
    name: 'reload',
    name_localizations: { de: 'neuladen' },
    description: 'Reloads the liveblog and posts what’s new',
    description_localizations: { de: 'Liest das Liveblog neu ein und postet, was neu ist' },
    default_member_permissions: String(PermissionFlagsBits.ManageGuild),
    contexts: [InteractionContextType.Guild],
    options: [
      {
        type: ApplicationCommandOptionType.Boolean,
        name: 'force',
        name_localizations: { de: 'erzwingen' },
        description: 'Also when most entries would disappear',
        description_localizations: { de: 'Auch wenn die meisten Einträge verschwinden würden' },
      },
    ],
  },
  async execute(interaction, context, texts) {
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    const reloaded = await context.reload({ force: interaction.options.getBoolean('force') ?? false });
    await interaction.editReply({ embeds: [renderReload(reloaded, texts)], allowedMentions: { parse: [] } });
  },
} satisfies Command;
