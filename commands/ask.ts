import { ApplicationCommandOptionType, InteractionContextType, MessageFlags } from 'discord.js';
import type { Command } from '../src/discord/command.ts';
import { STRING_OPTION_MAX } from '../src/discord/limits.ts';
import { renderAnswer, shownCitations } from '../src/discord/render/answer.ts';

export const ask = {
  data: {
    name: 'ask',
    name_localizations: { de: 'frage' },
    description: 'Answers from the liveblog, quoted word for word',
    description_localizations: { de: 'Antworten aus dem Liveblog, wörtlich zitiert' },
    contexts: [InteractionContextType.Guild, InteractionContextType.BotDM],
    options: [
      {
        type: ApplicationCommandOptionType.String,
        name: 'question',
        name_localizations: { de: 'frage' },
        description: 'What do you want to know?',
        description_localizations: { de: 'Was möchtest du wissen?' },
        required: true,
        max_length: STRING_OPTION_MAX,
      },
      {
        type: ApplicationCommandOptionType.Boolean,
        name: 'private',
        name_localizations: { de: 'privat' },
        description: 'Show the answer only to you',
        description_localizations: { de: 'Die Antwort nur dir zeigen' },
      },
    ],
  },
  async execute(interaction, { engine, store, log }, texts) {
    const question = interaction.options.getString('question', true);
    const isPrivate = interaction.options.getBoolean('private') ?? false;
    await interaction.deferReply(isPrivate ? { flags: MessageFlags.Ephemeral } : {});
    if (!question.trim()) {
      await interaction.editReply({ content: texts.emptyQuestion });
      return;
    }
    const askedAt = new Date().toISOString();
    const answer = await engine.ask(question);
    const asOf = engine.edition()?.builtAt ?? new Date().toISOString();
    const embeds = [renderAnswer(answer, asOf, texts)];
    const { id, channelId } = await interaction.editReply({ embeds, allowedMentions: { parse: [] } });
    const cited = shownCitations(answer).map(({ entry }) => entry);
    if (isPrivate || !interaction.inGuild() || cited.length === 0) return;
    try {
      const language = interaction.locale;
      store.answers.record({ messageId: id, channelId, language, embedCount: embeds.length, askedAt, cited });
    } catch (err) {
      log.error({ err }, 'an answer could not be written down: it gets no note when what it cites is corrected');
    }
  },
} satisfies Command;
