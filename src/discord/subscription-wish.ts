import type { Language } from './texts/texts.ts';

/** What a member asks for with /subscribe. */
export interface SubscriptionWish {
  readonly channelId: string;
  readonly roleId: string | null;
  /** Trimmed, not empty. */
  readonly topic: string | null;
  readonly silent: boolean;
  /** Of the posts. */
  readonly language: Language;
}

/** What the button that confirms a wish has room for. */
export const TOPIC_MAX_CHARS = 60;

const NONE = '-';
const FORM = /^([0-9a-z]+)\.([0-9a-z]+|-)\.(de|en)([01])\.([\s\S]*)$/;

/** At most 90 characters: ids are written to the base 36, which takes 12 digits until 2050. */
export const wishAsText = ({ channelId, roleId, topic, silent, language }: SubscriptionWish): string =>
  [short(channelId), roleId ? short(roleId) : NONE, `${language}${silent ? 1 : 0}`, topic ?? ''].join('.');

/** Null for what no version of the bot has written. */
export function wishFromText(text: string): SubscriptionWish | null {
  const [, channel, role, language, silent, topic] = FORM.exec(text) ?? [];
  if (!channel || !role) return null;
  return {
    channelId: long(channel),
    roleId: role === NONE ? null : long(role),
    topic: topic || null,
    silent: silent === '1',
    language: language === 'de' ? 'de' : 'en',
  };
}

const short = (snowflake: string): string => BigInt(snowflake).toString(36);

const long = (text: string): string =>
  String([...text].reduce((value, digit) => value * 36n + BigInt(Number.parseInt(digit, 36)), 0n));

export const isSameWish = (one: SubscriptionWish, other: SubscriptionWish): boolean =>
  one.channelId === other.channelId &&
  one.roleId === other.roleId &&
  one.topic === other.topic &&
  one.silent === other.silent &&
  one.language === other.language;
