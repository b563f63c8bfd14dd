import {
  type APIActionRowComponent,
  type APIButtonComponent,
  type APIEmbed,
  ButtonStyle,
  ComponentType,
} from 'discord.js';
import type { Subscription } from '../../store/subscriptions.ts';
import { customIdOf } from '../custom-id.ts';
import { EMBED_DESCRIPTION_MAX } from '../limits.ts';
import type { Preview } from '../preview.ts';
import type { Refusal } from '../subscription-target.ts';
import { type SubscriptionWish, TOPIC_MAX_CHARS, wishAsText } from '../subscription-wish.ts';
import type { Texts } from '../texts/de.ts';
import { languageOf } from '../texts/texts.ts';
import { cut, joinWithin } from './cut.ts';
import { escapeWithin } from './escape.ts';
import { renderTeaser } from './lists.ts';
import { relative } from './timestamp.ts';

const COLOUR = 0x1d6fb8;
const PREVIEW_ENTRIES = 3;
const MORE_ROOM = 100;

export const SUBSCRIBE_PREFIX = 'subscribe';

interface Question {
  readonly embeds: [APIEmbed];
  readonly components: [APIActionRowComponent<APIButtonComponent>];
}

/** What would be subscribed, what it would have posted last, and the button that confirms. */
export function renderQuestion(wish: SubscriptionWish, preview: Preview, isChange: boolean, texts: Texts): Question {
  const t = texts.moderation.subscribe;
  const blocks = [renderWish(wish, texts), ...renderPreview(wish, preview, texts)];
  return {
    embeds: [
      {
        color: COLOUR,
        title: isChange ? t.changeTitle : t.title,
        description: joinWithin(blocks, '\n\n', EMBED_DESCRIPTION_MAX),
      },
    ],
    components: [
      {
        type: ComponentType.ActionRow,
        components: [
          {
            type: ComponentType.Button,
            style: ButtonStyle.Success,
            label: isChange ? t.changeButton : t.button,
            custom_id: customIdOf(SUBSCRIBE_PREFIX, wishAsText(wish)),
          },
        ],
      },
    ],
  };
}

/** What holds from now on. */
export const renderSubscribed = (wish: SubscriptionWish, isChange: boolean, texts: Texts): APIEmbed => ({
  color: COLOUR,
  description: [
    texts.moderation.subscribe[isChange ? 'changed' : 'done'](`<#${wish.channelId}>`),
    renderWish(wish, texts),
  ].join('\n\n'),
});

function renderWish({ channelId, roleId, topic, silent, language }: SubscriptionWish, texts: Texts): string {
  const t = texts.moderation;
  return [
    `**${t.channel}:** <#${channelId}>`,
    `**${t.entries}:** ${topic === null ? t.allEntries : t.aboutTopic(shownTopic(topic))}`,
    `**${t.ping}:** ${roleId === null ? t.noPing : t.pings(`<@&${roleId}>`)}`,
    `**${t.sound}:** ${silent ? t.silent : t.audible}`,
    `**${t.language}:** ${t.languages[language]}`,
  ].join('\n');
}

const shownTopic = (topic: string): string => escapeWithin(topic, 2 * TOPIC_MAX_CHARS, cut);

function renderPreview({ topic, roleId }: SubscriptionWish, preview: Preview, texts: Texts): string[] {
  const t = texts.moderation.subscribe;
  const { entries, lookedAt, isLexical } = preview;
  const model = isLexical && topic !== null ? [`*${t.isLexical}*`] : [];
  if (lookedAt === 0) return [t.noEntries, ...model];
  if (entries.length === 0) return [t.previewNone(lookedAt), ...model];
  const shown = entries.slice(0, PREVIEW_ENTRIES).map(({ entry, position }) => {
    const ping = roleId !== null && entry.isKey ? [t.wouldPing(`<@&${roleId}>`)] : [];
    return [renderTeaser(entry, position, texts), ...ping].join('\n');
  });
  return [topic === null ? t.previewAll : t.previewTopic(entries.length, lookedAt), ...model, ...shown];
}

export function renderRefusal({ channelId, roleId }: SubscriptionWish, refusal: Refusal, texts: Texts): string {
  const t = texts.moderation.refusals;
  const channel = `<#${channelId}>`;
  if (refusal.reason === 'elsewhere' || refusal.reason === 'everyone' || refusal.reason === 'role-gone')
    return t[refusal.reason];
  if (refusal.reason !== 'permissions') return t[refusal.reason](channel);
  const lacking = t.permissions(channel, namesOf(refusal.lacks, texts));
  return refusal.lacks.includes('MentionEveryone') ? `${lacking}\n${t.roleHint(`<@&${roleId}>`)}` : lacking;
}

/** As Discord's own settings name them. */
export const namesOf = (names: readonly (keyof Texts['moderation']['permissions'])[], texts: Texts): string[] =>
  names.map((name) => texts.moderation.quoted(texts.moderation.permissions[name]));

/** As many as fit, oldest first. */
export function renderSubscriptions(subscriptions: readonly Subscription[], texts: Texts): APIEmbed {
  const t = texts.moderation.subscriptions;
  const blocks = subscriptions.map((each) => renderSubscription(each, texts));
  const shown = joinWithin(blocks, '\n\n', EMBED_DESCRIPTION_MAX - MORE_ROOM);
  const left = blocks.length - shown.split('\n\n').length;
  return {
    color: COLOUR,
    title: t.title(subscriptions.length),
    description: left > 0 ? `${shown}\n\n${t.more(left)}` : shown,
  };
}

function renderSubscription(subscription: Subscription, texts: Texts): string {
  const t = texts.moderation;
  const { channelId, topic, roleId, silent, language, createdBy, createdAt } = subscription;
  const what = topic === null ? '' : t.aboutTopic(shownTopic(topic));
  const whoPings = roleId === null ? '' : `${t.ping}: ${t.pings(`<@&${roleId}>`)}`;
  const since = relative(createdAt);
  const origin = createdBy === null ? t.subscriptions.fromSettings : t.subscriptions.by(`<@${createdBy}>`, since);
  return [
    `**<#${channelId}>**`,
    [what, whoPings, silent ? t.silent : '', t.languages[languageOf(language)], origin].filter(Boolean).join(' · '),
  ].join('\n');
}
