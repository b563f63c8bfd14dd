import { expect, test } from 'vitest';
import { ConfigError, parseConfig } from '../src/config.ts';

test('an empty environment gives the defaults', () => {
  expect(parseConfig({})).toEqual({
    token: null,
    channelId: null,
    corpusDir: 'corpus',
    dataDir: '.data',
    postBacklog: null,
    floodLimit: 50,
    floodNewest: 10,
    embeddingModel: 'models/multilingual-e5-small',
    logLevel: null,
    port: 0,
    discordApiUrl: 'https://discord.com/api',
    isStartedByNpm: false,
  });
});

test('blank settings count as missing, spaces around values do not count', () => {
  expect(parseConfig({ DISCORD_TOKEN: '  ', POST_BACKLOG: '', DISCORD_API_URL: ' ' })).toEqual(parseConfig({}));
  expect(parseConfig({ DISCORD_TOKEN: ' a.b.c\n' }).token).toBe('a.b.c');
  expect(parseConfig({ DISCORD_API_URL: 'http://127.0.0.1:8080/api/' }).discordApiUrl).toBe(
    'http://127.0.0.1:8080/api',
  );
});

test.each([
  ['POST_BACKLOG', '-1', /a whole number from 0 to 1000, got "-1"/],
  ['POST_BACKLOG', 'viele', /a whole number from 0 to 1000, got "viele"/],
  ['PORT', '70000', /a port number/],
  ['LIVEBLOG_CHANNEL_ID', '#liveblog', /a channel id of 17 to 20 digits .*got "#liveblog"/],
  ['LOG_LEVEL', 'laut', /one of silent, fatal/],
  ['DISCORD_API_URL', 'discord.com', /begins with http/],
])('%s=%s is refused with what was expected', (key, value, message) => {
  expect(() => parseConfig({ [key]: value })).toThrow(ConfigError);
  expect(() => parseConfig({ [key]: value })).toThrow(message);
});

test('all wrong settings are told at once, and the token is in none of the messages', () => {
  const wrong = { DISCORD_TOKEN: 'very-secret', PORT: 'x', LOG_LEVEL: 'y' };
  expect(() => parseConfig(wrong)).toThrow(/PORT[\s\S]*LOG_LEVEL|LOG_LEVEL[\s\S]*PORT/);
  expect(() => parseConfig(wrong)).not.toThrow(/very-secret/);
});
