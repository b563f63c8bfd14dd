import type { StandIn } from '../../src/playground/stand-in.ts';
import { bodyOf, titleOf, type Written } from './newsroom.ts';

/** What is wrong in the channels, counted over all of them. */
export interface Verdict {
  readonly posts: number;
  readonly lost: number;
  readonly doubled: number;
  readonly outOfOrder: number;
  /** Messages that do not show what the newsroom said last. */
  readonly stale: number;
  /** Some of those, to see what went wrong. */
  readonly examples: readonly string[];
}

const EXAMPLES_MAX = 6;

type Message = ReturnType<StandIn['messages']>[number];

const numberIn = (message: Message): number | null => {
  const match = /Meldung (\d+)/.exec(message.embeds[0]?.title ?? '');
  return match ? Number(match[1]) : null;
};

/** Every entry once in every channel, in order, as it was said last. */
export function check(discord: StandIn, channelIds: readonly string[], entries: ReadonlyMap<number, Written>): Verdict {
  const verdicts = channelIds.map((channelId) => checkChannel(discord.messages(channelId), entries));
  const sum = (key: Exclude<keyof Verdict, 'examples'>): number =>
    verdicts.reduce((total, verdict) => total + verdict[key], 0);
  return {
    ...{ posts: sum('posts'), lost: sum('lost'), doubled: sum('doubled') },
    ...{ outOfOrder: sum('outOfOrder'), stale: sum('stale') },
    examples: verdicts.flatMap(({ examples }) => examples).slice(0, EXAMPLES_MAX),
  };
}

function checkChannel(messages: readonly Message[], entries: ReadonlyMap<number, Written>): Verdict {
  const numbers = messages.map(numberIn).filter((number) => number !== null);
  const posted = new Set(numbers);
  const stale = messages.filter((message) => !isUpToDate(message, entries));
  return {
    posts: numbers.length,
    lost: [...entries.keys()].filter((number) => !posted.has(number)).length,
    doubled: numbers.length - posted.size,
    outOfOrder: numbers.filter((number, at) => at > 0 && number < (numbers[at - 1] ?? 0)).length,
    stale: stale.length,
    examples: stale.map(({ embeds: [embed] }) => `${embed?.title}: ${embed?.description?.replaceAll('\n', ' ')}`),
  };
}

function isUpToDate(message: Message, entries: ReadonlyMap<number, Written>): boolean {
  const entry = entries.get(numberIn(message) ?? 0);
  const [embed] = message.embeds;
  if (!entry || !embed) return false;
  const isStruck = embed.title === `~~${titleOf(entry.number)}~~`;
  // a correction right before the withdrawal may never have been read
  return entry.isWithdrawn ? isStruck : !isStruck && (embed.description ?? '').includes(bodyOf(entry));
}

/** Entries that every channel has: only those can be withdrawn from where members saw them. */
export function postedEverywhere(discord: StandIn, channelIds: readonly string[]): Set<number> {
  const [first = [], ...others] = channelIds.map((id) => discord.messages(id).map(numberIn));
  return new Set(
    first.filter((number) => number !== null && others.every((each) => each.includes(number))),
  ) as Set<number>;
}
