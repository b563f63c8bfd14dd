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
      ? 'The liveblog is being indexed. Ask again in a moment.'
      : `The liveblog is being indexed (${percent}%). Ask again in a moment.`,
  failed: 'That didn’t work. Please try again.',
  emptyQuestion: 'Ask me something about the liveblog.',
  noEntries: 'The liveblog has no entries yet.',
  latestTitle: (n) => (n === 1 ? 'The latest entry' : `The ${n} latest entries`),
  entryNotFound: (wanted) => `There is no entry “${wanted}”. Pick one from the list.`,
  reload: {
    title: 'Liveblog reloaded',
    unchanged: 'Nothing has changed.',
    kept: {
      empty: 'Not reloaded: there are no entries left.',
      shrunk: 'Not reloaded: more than half of the entries would be missing.',
    },
    lost: (lost, of) => `${lost} of ${entries(of)} would disappear. The current edition stays.`,
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
    building: 'Indexing',
    lastReload: 'Last loaded',
    problems: 'Errors and warnings',
    channels: 'Channels',
    lastPost: (when) => `last post ${when}`,
    waiting: (n) => `${entries(n)} waiting`,
    editsWaiting: (n) => (n === 1 ? '1 change waiting' : `${n} changes waiting`),
    crosspostsWaiting: (n) => `${n === 1 ? '1 announcement' : `${n} announcements`} waiting (about 10 an hour)`,
    refused: (n) => `${entries(n)} refused by Discord`,
    nextTry: (when) => `next try ${when}`,
    noChannel: 'none yet; add one with /subscribe',
    never: 'no post yet',
    none: 'none yet',
    notYet: 'not yet',
  },
  posting: {
    corrected: (time) => `Corrected ${time}`,
    withdrawn: (time) => `Withdrawn ${time}`,
    changesButton: 'What changed?',
    digestTitle: (n) => `${n} more entries at a glance`,
    noteTitle: 'Update',
    citedCorrected: (title, time) => `“${title}” was corrected after this answer (${time}).`,
    citedWithdrawn: (title, time) => `“${title}” was withdrawn after this answer (${time}).`,
    fault: (channel) => `I can’t post in ${channel} at the moment.`,
    faultWaits: 'Nothing is lost: what is waiting will appear as soon as I can post again.',
  },
  remedies: {
    'channel-gone':
      'The channel is gone, or I can’t see it. Give me the permission “View Channel” there, or choose another channel.',
    'view-channel': 'I can’t see the channel. Give me the permission “View Channel” there.',
    'send-messages':
      'I lack permissions. Give me “Send Messages” (in threads “Send Messages in Threads”), “Embed Links” and “Read Message History” there.',
    'wrong-kind': 'I can’t write in this kind of channel. Choose a text or announcement channel or a thread.',
    'thread-locked': 'The thread is locked. Unlock it, or give me the permission “Manage Threads”.',
    wait: 'Nothing to do: Discord or the network is having trouble, and I keep trying.',
    operator: 'The bot’s operator has to look at the log: I can’t remember anything at the moment.',
  },
};
