import type { Texts } from './de.ts';
import { moderation } from './moderation.en.ts';

const entries = (n: number): string => (n === 1 ? '1 entry' : `${n} entries`);

export const en: Texts = {
  moderation,
  uncertain: 'I’m not sure. These entries come closest to the question:',
  nothing: 'I found nothing about this in the liveblog.',
  lexicalMode: 'word search only',
  asOf: 'As of',
  entryLink: 'Go to entry',
  position: (n) => `Entry ${n}`,
  quoteBy: (speaker) => `— ${speaker}`,
  cutOff: (link) => (link ? `Shortened – [full entry](${link})` : 'Shortened'),
  busy: (percent) =>
    percent === null
      ? 'The liveblog is being read in. Ask again in a moment.'
      : `The liveblog is being read in (${percent}%). Ask again in a moment.`,
  failed: 'That didn’t work. Please try again.',
  emptyQuestion: 'Ask me something about the liveblog.',
  noEntries: 'The liveblog has no entries yet.',
  latestTitle: (n) => (n === 1 ? 'The latest entry' : `The ${n} latest entries`),
  entryNotFound: (wanted) => `There is no entry “${wanted}”. Pick one from the list.`,
  reload: {
    title: 'Liveblog reloaded',
    unchanged: 'Nothing has changed.',
    kept: {
      empty: 'Nothing was reloaded: not a single entry can be found any more.',
      shrunk: 'Nothing was reloaded: more than half of the entries would be missing.',
    },
    lost: (lost, of) => `${lost} of ${entries(of)} would disappear. The edition so far stays.`,
    forceHint: 'If this is what you want: `/reload force:True`',
    added: 'New',
    changed: 'Changed',
    removed: 'Removed',
    failed: 'Errors and warnings',
    more: (n) => `and ${n} more`,
  },
  status: {
    title: 'Liveblog bot',
    entries: 'Entries',
    edition: 'Edition',
    model: 'Model',
    mode: 'Search',
    modes: { hybrid: 'by words and meaning', lexical: 'by words only' },
    building: 'Being read in',
    lastReload: 'Last loaded',
    lastPost: 'Last post',
    problems: 'Errors and warnings',
    posting: 'Posts',
    waiting: (n) => `${entries(n)} waiting`,
    noChannel: 'no channel set (LIVEBLOG_CHANNEL_ID)',
    never: 'none yet',
    none: 'not yet',
  },
};
