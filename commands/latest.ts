import { ApplicationCommandOptionType, InteractionContextType } from 'discord.js';
import { EngineBusy } from '../src/answer/engine.ts';
import type { Command } from '../src/discord/command.ts';
import { renderLatest } from '../src/discord/render/lists.ts';

const DEFAULT_COUNT = 5;

export const latest = {
  data: {
    name: 'latest',
    name_localizations: { de: 'neueste' },
    description: 'The newest entries of the liveblog',
    description_localizations: { de: 'Die neuesten Einträge des Liveblogs' },
    contexts: [InteractionContextType.Guild, InteractionContextType.BotDM],
    options: [
      {
        type: ApplicationCommandOptionType.Integer,
        name: 'count',
        name_localizations: { de: 'anzahl' },
        description: 'How many, 1 to 10',
        description_localizations: { de: 'Wie viele, 1 bis 10' },
        min_value: 1,
        max_value: 10,
      },
    ],
  },
  async execute(interaction, { engine }, texts) {
    const edition = engine.edition();
    if (!edition) throw new EngineBusy(engine.status().building);
    const entries = edition.entries.slice(0, interaction.options.getInteger('count') ?? DEFAULT_COUNT);
    const reply = entries.length > 0 ? { embeds: [renderLatest(entries, texts)] } : { content: texts.noEntries };
    await interaction.reply({ ...reply, allowedMentions: { parse: [] } });
  },
} satisfies Command;
