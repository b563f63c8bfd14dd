import { type Client, InteractionContextType, MessageFlags, PermissionFlagsBits } from 'discord.js';
import type { Command } from '../src/discord/command.ts';
import { examine } from '../src/discord/doctor.ts';
import { channelsOf, placeOfStatus } from '../src/discord/own-channels.ts';
import { renderDoctor } from '../src/discord/render/doctor.ts';

export const doctor = {
  data: {
    name: 'doctor',
    name_localizations: { de: 'diagnose' },
    description: 'Checks permissions, what waits and what failed, channel by channel',
    description_localizations: { de: 'Prüft Kanal für Kanal Rechte, Wartendes und Fehler' },
    default_member_permissions: String(PermissionFlagsBits.ManageChannels),
    contexts: [InteractionContextType.Guild],
  },
  async execute(interaction, { posting }, texts) {
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    const client: Client = interaction.client;
    const own = channelsOf(posting(), placeOfStatus, interaction.guildId, client);
    const examined = await Promise.all(own.map((each) => examine(each, client)));
    const reply =
      examined.length > 0 ? { embeds: [renderDoctor(examined, texts)] } : { content: texts.moderation.doctor.none };
    await interaction.editReply({ ...reply, allowedMentions: { parse: [] } });
  },
} satisfies Command;
