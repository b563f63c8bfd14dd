import { describe, expect, test } from 'vitest';
import { buttons } from '../../commands/index.ts';
import { customIdOf, readCustomId } from '../../src/discord/custom-id.ts';
import { routeButton } from '../../src/discord/dispatch.ts';
import {
  type SubscriptionWish,
  TOPIC_MAX_CHARS,
  wishAsText,
  wishFromText,
} from '../../src/discord/subscription-wish.ts';

const wish: SubscriptionWish = {
  ...{ channelId: '1463527890123456789', roleId: null, topic: null, silent: false, language: 'de' },
};

describe('a wish', () => {
  test.each([
    ['for everything', wish],
    ['with all options', { ...wish, roleId: '81384788765712384', topic: 'Haushalt', silent: true, language: 'en' }],
    ['with a topic that looks like the rest', { ...wish, topic: 'a.-.de1.b:c' }],
    ['in Ukrainian', { ...wish, topic: 'заморожені активи' }],
    [
      'of the longest kind',
      { ...wish, roleId: '2000000000000000000', topic: 'x'.repeat(TOPIC_MAX_CHARS), silent: true },
    ],
  ] satisfies [string, SubscriptionWish][])('%s is read as it was written, and fits into a button', (_, each) => {
    const { prefix, argument } = readCustomId(customIdOf('subscribe', wishAsText(each)));
    expect(prefix).toBe('subscribe');
    expect(wishFromText(argument)).toEqual(each);
  });

  test.each(['', 'x', '1.2.3', '1.-.fr0.x', '1.-.de2.', 'Ä.-.de0.'])('%j is none', (text) => {
    expect(wishFromText(text)).toBeNull();
  });
});

test('a custom_id that Discord would not take is a mistake', () => {
  expect(() => customIdOf('changes', 'x'.repeat(93))).toThrow(/at most 100/);
});

test.each([
  ['changes:abc', 'changes', 'abc'],
  ['changes:', 'changes', ''],
  ['changes', 'changes', ''],
  ['subscribe:1.-.de0.a:b', 'subscribe', '1.-.de0.a:b'],
])('%j goes to %s with %j', (customId, prefix, argument) => {
  expect(routeButton(buttons, customId)).toMatchObject({ button: { prefix }, argument });
});

test.each(['', 'change:x', 'changesx:y', ':changes'])('%j goes nowhere', (customId) => {
  expect(routeButton(buttons, customId)).toBeNull();
});
