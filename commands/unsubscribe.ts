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
import { escapeText } from '../src/discord/render/escape.ts';
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
    const typed = interaction.options.getString('channel') ?? interaction.channelId;
    const own = channelsOf(store.subscriptions.list(), (each) => each, interaction.guildId, interaction.client);
    const subscription = own.find(({ channelId }) => isMeant(channelId, typed, interaction.client)) ?? null;
    if (subscription) {
      store.subscriptions.remove(subscription.channelId);
      log.info({ channelId: subscription.channelId, by: interaction.user.id }, 'a channel was unsubscribed');
    }
    const lines = subscription ? [t.done(`<#${subscription.channelId}>`)] : [t.none(shown(typed))];
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

/** What was typed may be an id, a mention or a name. */
const isMeant = (channelId: string, typed: string, client: Client): boolean =>
  /^(?:<#)?(\d+)>?$/.exec(typed)?.[1] === channelId ||
  nameOf(channelId, client)?.slice(1) === typed.trim().replace(/^#/, '').toLowerCase();

const shown = (typed: string): string =>
  /^\d{15,20}$/.test(typed) ? `<#${typed}>` : escapeText(cut(typed, CHOICE_NAME_MAX));

function nameOf(channelId: string, client: Client): string | null {
  const channel = client.channels.cache.get(channelId);
  return channel && !channel.isDMBased() ? `#${channel.name}` : null;
}
