import type { ModerationTexts } from './moderation.de.ts';

const count = (n: number, one: string, many: string): string => `${n} ${n === 1 ? one : many}`;
const entries = (n: number): string => count(n, 'entry', 'entries');

export const moderation: ModerationTexts = {
  permissions: {
    ViewChannel: 'View Channel',
    SendMessages: 'Send Messages',
    SendMessagesInThreads: 'Send Messages in Threads',
    EmbedLinks: 'Embed Links',
    ReadMessageHistory: 'Read Message History',
    MentionEveryone: 'Mention @everyone, @here and All Roles',
    ManageThreads: 'Manage Threads',
  },
  quoted: (text) => `“${text}”`,
  channel: 'Channel',
  entries: 'Entries',
  ping: 'Ping',
  sound: 'Sound',
  language: 'Language',
  allEntries: 'all',
  aboutTopic: (topic) => `about “${topic}”`,
  pings: (role) => `${role}, for key entries only`,
  noPing: 'none',
  silent: 'silent',
  audible: 'like any message',
  languages: { de: 'German', en: 'English' },
  subscribe: {
    title: 'Subscribe this channel?',
    changeTitle: 'Change this subscription?',
    button: 'Subscribe',
    changeButton: 'Change subscription',
    previewAll: 'This is what would have appeared there last:',
    previewTopic: (n, of) =>
      `${n} of the last ${entries(of)} ${n === 1 ? 'is' : 'are'} about the topic. This is what would have appeared there last:`,
    previewNone: (of) =>
      `None of the last ${entries(of)} is about the topic. Try other words, or subscribe all the same.`,
    noEntries: 'The liveblog has no entries yet that could be shown.',
    isLexical: 'The language model is missing at the moment: an entry counts only if it holds every word of the topic.',
    wouldPing: (role) => `🔔 would ping ${role}`,
    same: (channel) => `${channel} is already subscribed in just this way.`,
    done: (channel) => `Subscribed: from now on new entries appear in ${channel}.`,
    changed: (channel) => `Changed: from now on this holds for new entries in ${channel}:`,
    stale: 'I can’t read this button any more. Please run the command again.',
    topicTooLong: (max) => `The topic is too long. Put it in at most ${max} characters.`,
  },
  refusals: {
    invisible: (channel) => `I can’t see ${channel}. Give me the permission “View Channel” there.`,
    elsewhere: 'This channel belongs to another server.',
    'wrong-kind': (channel) =>
      `I can’t post in ${channel}. Choose a text channel, an announcement channel or a thread.`,
    'not-yours': (channel) => `For ${channel} you need the permission “Manage Channels”.`,
    everyone: 'I don’t ping @everyone. Choose a role that members can take and drop.',
    'role-gone': 'This role no longer exists.',
    permissions: (channel, lacking) =>
      `I lack ${lacking.length === 1 ? 'a permission' : 'permissions'} in ${channel}: ${lacking.join(', ')}. Grant ${lacking.length === 1 ? 'it' : 'them'} there and try again.`,
    roleHint: (role) =>
      `Simpler than the permission to mention all roles: allow anyone to mention ${role} in the role’s settings.`,
  },
  unsubscribe: {
    done: (channel) =>
      `Unsubscribed: nothing new appears in ${channel}. What stands there stays, and corrections still arrive.`,
    fromSettings:
      'The channel is in the setting LIVEBLOG_CHANNEL_ID. As long as it is, it comes back with the bot’s next start.',
    none: (channel) => `${channel} is not subscribed.`,
    gone: (id) => `deleted or hidden channel ${id}`,
  },
  subscriptions: {
    title: (n) => count(n, 'subscription', 'subscriptions'),
    none: 'No channel of this server is subscribed yet. Begin with `/subscribe`.',
    by: (member, when) => `by ${member}, ${when}`,
    fromSettings: 'from the setting LIVEBLOG_CHANNEL_ID',
    more: (n) => `… and ${n} more`,
  },
  doctor: {
    title: 'Diagnosis',
    none: 'No channel of this server is subscribed, and nothing is waiting. Begin with `/subscribe`.',
    well: 'All is well.',
    has: 'Granted',
    lacks: 'Missing',
    roleGone: 'The role that should be pinged no longer exists. Choose another one with `/subscribe`.',
    unseen: 'I can’t see this channel.',
    unsubscribed: 'no longer subscribed',
    waiting: 'Waiting',
    nothing: 'nothing',
    lastPost: 'Last post',
    never: 'none yet',
    lastError: 'Last error',
    since: (when) => `since ${when}`,
    next: (when) => `next try ${when}`,
    putOff: (when) => `put off, next try ${when}`,
    toDo: 'What to do',
    grant: (lacking) => `Give me in this channel: ${lacking.join(', ')}.`,
    parts: {
      posts: (n) => count(n, 'post', 'posts'),
      edits: (n) => count(n, 'correction', 'corrections'),
      notes: (n) => count(n, 'note', 'notes'),
      crossposts: (n) => count(n, 'announcement', 'announcements'),
    },
    refused: (n) => `Discord refused ${entries(n)}; a correction settles that.`,
  },
  changes: {
    title: 'What changed',
    unknown: 'I know nothing about this any more.',
    withdrawn: 'This entry was withdrawn.',
    none: 'The text has stayed the same.',
    step: (when) => `Changed ${when}`,
    more: 'Older changes don’t fit in here.',
  },
};
