import {
  ApplicationCommandOptionType,
  type Client,
  InteractionContextType,
  MessageFlags,
  PermissionFlagsBits,
} from 'discord.js';
import type { Command } from '../src/discord/command.ts';
import { CHOICE_NAME_MAX, CHOICES_MAX } from '../src/discord/limits.ts';
import { channelsOf } from '../src/discord/own-channels.ts';
import { cut } from '../src/discord/render/cut.ts';
import { textsFor } from '../src/discord/texts/texts.ts';

export const unsubscribe = {
  data: {
    name: 'unsubscribe',
    name_localizations: { de: 'abbestellen' },
    description: 'Posts nothing new in a channel any more',
    description_localizations: { de: 'Veröffentlicht in einem Kanal nichts Neues mehr' },
    default_member_permissions: String(PermissionFlagsBits.ManageChannels),
    contexts: [InteractionContextType.Guild],
    options: [
      {
        // not of type channel: a channel that was deleted could not be chosen
        type: ApplicationCommandOptionType.String,
        name: 'channel',
        name_localizations: { de: 'kanal' },
        description: 'Which one; this channel if you leave it out',
        description_localizations: { de: 'Welcher; ohne Angabe dieser hier' },
        autocomplete: true,
      },
    ],
  },
  async execute(interaction, { store, log }, texts) {
    const t = texts.moderation.unsubscribe;
    const wanted = idIn(interaction.options.getString('channel') ?? interaction.channelId);
    const own = channelsOf(store.subscriptions.list(), (each) => each, interaction.guildId, interaction.client);
    const subscription = own.find(({ channelId }) => channelId === wanted) ?? null;
    if (subscription) {
      store.subscriptions.remove(subscription.channelId);
      log.info({ channelId: subscription.channelId, by: interaction.user.id }, 'a channel was unsubscribed');
    }
    const channel = `<#${wanted}>`;
    const lines = subscription ? [t.done(channel)] : [t.none(channel)];
    if (subscription?.origin === 'settings') lines.push(t.fromSettings);
    const content = lines.join('\n');
    await interaction.reply({ content, flags: MessageFlags.Ephemeral, allowedMentions: { parse: [] } });
  },
  async autocomplete(interaction, { store }) {
    const { unsubscribe: t } = textsFor(interaction.locale).moderation;
    const typed = interaction.options.getFocused().toLowerCase();
    const own = channelsOf(store.subscriptions.list(), (each) => each, interaction.guildId, interaction.client);
    const choices = own.map(({ channelId }) => ({
      name: cut(nameOf(channelId, interaction.client) ?? t.gone(channelId), CHOICE_NAME_MAX),
      value: channelId,
    }));
    await interaction.respond(choices.filter(({ name }) => name.toLowerCase().includes(typed)).slice(0, CHOICES_MAX));
  },
} satisfies Command;

/** Typed text may be a mention. */
const idIn = (text: string): string => /\d{15,20}/.exec(text)?.[0] ?? '0';

function nameOf(channelId: string, client: Client): string | null {
  const channel = client.channels.cache.get(channelId);
  return channel && !channel.isDMBased() ? `#${channel.name}` : null;
}
