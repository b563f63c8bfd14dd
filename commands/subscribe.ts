import {
  ApplicationCommandOptionType,
  type ChatInputCommandInteraction,
  InteractionContextType,
  MessageFlags,
  PermissionFlagsBits,
} from 'discord.js';
import type { Button, Command } from '../src/discord/command.ts';
import { previewOf } from '../src/discord/preview.ts';
import {
  renderQuestion,
  renderRefusal,
  renderSubscribed,
  SUBSCRIBE_PREFIX,
} from '../src/discord/render/subscriptions.ts';
import { POSTABLE_TYPES, refusalOf } from '../src/discord/subscription-target.ts';
import { isSameWish, type SubscriptionWish, TOPIC_MAX_CHARS, wishFromText } from '../src/discord/subscription-wish.ts';
import { languageOf } from '../src/discord/texts/texts.ts';

const NO_PINGS = { allowedMentions: { parse: [] } } as const;

export const subscribe = {
  data: {
    name: 'subscribe',
    name_localizations: { de: 'abonnieren' },
    description: 'Posts every new entry in a channel; shows a preview first',
    description_localizations: { de: 'Veröffentlicht jeden neuen Eintrag in einem Kanal; zeigt zuerst eine Vorschau' },
    default_member_permissions: String(PermissionFlagsBits.ManageChannels),
    contexts: [InteractionContextType.Guild],
    options: [
      {
        type: ApplicationCommandOptionType.Channel,
        name: 'channel',
        name_localizations: { de: 'kanal' },
        description: 'Where to post; this channel if you leave it out',
        description_localizations: { de: 'Wo veröffentlicht wird; ohne Angabe hier' },
        channel_types: [...POSTABLE_TYPES],
      },
      {
        type: ApplicationCommandOptionType.Role,
        name: 'role',
        name_localizations: { de: 'rolle' },
        description: 'Pinged for key entries, and for nothing else',
        description_localizations: { de: 'Wird bei wichtigen Einträgen gepingt und sonst nie' },
      },
      {
        type: ApplicationCommandOptionType.String,
        name: 'topic',
        name_localizations: { de: 'thema' },
        description: 'In your own words: only entries about it',
        description_localizations: { de: 'In eigenen Worten: nur Einträge dazu' },
        max_length: TOPIC_MAX_CHARS,
      },
      {
        type: ApplicationCommandOptionType.Boolean,
        name: 'silent',
        name_localizations: { de: 'lautlos' },
        description: 'Post without notifying anyone',
        description_localizations: { de: 'Veröffentlichen, ohne jemanden zu benachrichtigen' },
      },
    ],
  },
  async execute(interaction, { engine, store }, texts) {
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    if (!interaction.inCachedGuild()) throw new Error(`Expected a server of the bot, got ${interaction.guildId}`);
    const say = (content: string) => interaction.editReply({ content, ...NO_PINGS });
    const wish = wishOf(interaction);
    if ((wish.topic?.length ?? 0) > TOPIC_MAX_CHARS) {
      await say(texts.moderation.subscribe.topicTooLong(TOPIC_MAX_CHARS));
      return;
    }
    const refusal = await refusalOf(wish, interaction.member);
    const existing = store.subscriptions.get(wish.channelId);
    if (refusal) await say(renderRefusal(wish, refusal, texts));
    else if (existing && isSameWish({ ...existing, language: languageOf(existing.language) }, wish)) {
      await say(texts.moderation.subscribe.same(`<#${wish.channelId}>`));
    } else {
      const preview = await previewOf(engine, wish.topic);
      await interaction.editReply({ ...renderQuestion(wish, preview, existing !== null, texts), ...NO_PINGS });
    }
  },
} satisfies Command;

const wishOf = ({ channelId, options, locale }: ChatInputCommandInteraction): SubscriptionWish => ({
  channelId: options.getChannel('channel')?.id ?? channelId,
  roleId: options.getRole('role')?.id ?? null,
  topic: options.getString('topic')?.replace(/\s+/g, ' ').trim() || null,
  silent: options.getBoolean('silent') ?? false,
  language: languageOf(locale),
});

/** Under the preview; the wish is its argument. Everything is checked once more: a preview may be old. */
export const confirmSubscription = {
  prefix: SUBSCRIBE_PREFIX,
  async press(interaction, argument, { store, log }, texts) {
    await interaction.deferUpdate();
    if (!interaction.inCachedGuild()) throw new Error(`Expected a server of the bot, got ${interaction.guildId}`);
    const wish = wishFromText(argument);
    const refusal = wish && (await refusalOf(wish, interaction.member));
    if (!wish || refusal) {
      const content = wish && refusal ? renderRefusal(wish, refusal, texts) : texts.moderation.subscribe.stale;
      await interaction.editReply({ content, embeds: [], components: [], ...NO_PINGS });
      return;
    }
    const isChange = store.subscriptions.get(wish.channelId) !== null;
    const who = { guildId: interaction.guildId, createdBy: interaction.user.id };
    store.subscriptions.put({ ...wish, ...who, origin: 'command' });
    log.info({ ...wish, ...who }, 'a channel was subscribed');
    await interaction.editReply({ embeds: [renderSubscribed(wish, isChange, texts)], components: [], ...NO_PINGS });
  },
} satisfies Button;
