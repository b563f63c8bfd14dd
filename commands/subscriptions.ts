import { InteractionContextType, MessageFlags, PermissionFlagsBits } from 'discord.js';
import type { Command } from '../src/discord/command.ts';
import { channelsOf } from '../src/discord/own-channels.ts';
import { renderSubscriptions } from '../src/discord/render/subscriptions.ts';

export const subscriptions = {
  data: {
    name: 'subscriptions',
    name_localizations: { de: 'abos' },
    description: 'Which channels of this server get new entries',
    description_localizations: { de: 'Welche Kanäle dieses Servers neue Einträge bekommen' },
    default_member_permissions: String(PermissionFlagsBits.ManageChannels),
    contexts: [InteractionContextType.Guild],
  },
  async execute(interaction, { store }, texts) {
    const own = channelsOf(store.subscriptions.list(), (each) => each, interaction.guildId, interaction.client);
    const reply =
      own.length > 0 ? { embeds: [renderSubscriptions(own, texts)] } : { content: texts.moderation.subscriptions.none };
    await interaction.reply({ ...reply, flags: MessageFlags.Ephemeral, allowedMentions: { parse: [] } });
  },
} satisfies Command;
