import { config as loadDotenv } from 'dotenv';
import { z } from 'zod';

const LOG_LEVELS = ['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace'] as const;

const blankAsMissing = (value: unknown): unknown =>
  typeof value === 'string' && value.trim() === '' ? undefined : value;

const setting = <T extends z.ZodType>(schema: T) => z.preprocess(blankAsMissing, schema);
const wholeNumber = (least: number, most: number) =>
  setting(z.coerce.number(`a whole number from ${least} to ${most}`).int().min(least).max(most).optional());

const expectations: Record<string, string> = {
  LIVEBLOG_CHANNEL_ID: 'a channel id of 17 to 20 digits (Discord: developer mode, right click on the channel, Copy ID)',
  POST_BACKLOG: 'a whole number from 0 to 1000',
  POST_FLOOD_LIMIT: 'a whole number from 0 to 1000',
  POST_FLOOD_NEWEST: 'a whole number from 0 to 1000',
  PORT: 'a port number from 0 to 65535',
  LOG_LEVEL: `one of ${LOG_LEVELS.join(', ')}`,
  DISCORD_API_URL: 'a URL that begins with http:// or https://',
};

const environment = z.object({
  DISCORD_TOKEN: setting(z.string().trim().optional()),
  LIVEBLOG_CHANNEL_ID: setting(
    z
      .string()
      .trim()
      .regex(/^\d{17,20}$/)
      .optional(),
  ),
  CORPUS_DIR: setting(z.string().default('corpus')),
  DATA_DIR: setting(z.string().default('.data')),
  POST_BACKLOG: wholeNumber(0, 1000),
  POST_FLOOD_LIMIT: wholeNumber(0, 1000),
  POST_FLOOD_NEWEST: wholeNumber(0, 1000),
  EMBEDDING_MODEL: setting(z.string().trim().default('models/multilingual-e5-small')),
  LOG_LEVEL: setting(z.enum(LOG_LEVELS).optional()),
  PORT: wholeNumber(0, 65535),
  npm_lifecycle_event: setting(z.string().optional()),
  DISCORD_API_URL: setting(z.url({ protocol: /^https?$/ }).default('https://discord.com/api')),
});

export interface Config {
  /** Null: the bot runs against the local stand-in. Never logged. */
  readonly token: string | null;
  readonly channelId: string | null;
  readonly corpusDir: string;
  readonly dataDir: string;
  /** How many of the newest entries a channel gets on its first start; null where it is not set. */
  readonly postBacklog: number | null;
  /** When more entries than this wait for a channel at once, the older ones become digests; 0: never. */
  readonly floodLimit: number;
  /** How many of the newest are posted in full then. */
  readonly floodNewest: number;
  /** A folder with the model's files, or a hub name. */
  readonly embeddingModel: string;
  /** Null where it is not set: the bot then chooses by where it runs. */
  readonly logLevel: (typeof LOG_LEVELS)[number] | null;
  /** Of the playground's page, on 127.0.0.1; 0 takes any free one. */
  readonly port: number;
  /** Without version and without trailing slash. */
  readonly discordApiUrl: string;
  /** `npm start`, not node itself. */
  readonly isStartedByNpm: boolean;
}

export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/** Reads the environment, and `.env` for what it leaves open. @throws ConfigError that names every wrong setting. */
export function readConfig(): Config {
  loadDotenv({ quiet: true });
  return parseConfig(process.env);
}

export function parseConfig(source: Readonly<Record<string, string | undefined>>): Config {
  const parsed = environment.safeParse(source);
  if (!parsed.success) throw new ConfigError(parsed.error.issues.map((issue) => explain(issue, source)).join('\n'));
  const env = parsed.data;
  return {
    token: env.DISCORD_TOKEN ?? null,
    channelId: env.LIVEBLOG_CHANNEL_ID ?? null,
    corpusDir: env.CORPUS_DIR,
    dataDir: env.DATA_DIR,
    postBacklog: env.POST_BACKLOG ?? null,
    floodLimit: env.POST_FLOOD_LIMIT ?? 50,
    floodNewest: env.POST_FLOOD_NEWEST ?? 10,
    embeddingModel: env.EMBEDDING_MODEL,
    logLevel: env.LOG_LEVEL ?? null,
    port: env.PORT ?? 0,
    discordApiUrl: env.DISCORD_API_URL.replace(/\/+$/, ''),
    isStartedByNpm: env.npm_lifecycle_event === 'start',
  };
}

function explain(issue: z.core.$ZodIssue, source: Readonly<Record<string, string | undefined>>): string {
  const key = String(issue.path[0]);
  return `${key}: expected ${expectations[key] ?? 'text'}, got "${source[key]}". Correct it in .env or in the environment.`;
}
