import type { PostingPermission } from '../posting-permissions.ts';

const count = (n: number, one: string, many: string): string => `${n} ${n === 1 ? one : many}`;
const entries = (n: number): string => count(n, 'Eintrag', 'Einträge');

const permissions: Readonly<Record<PostingPermission, string>> = {
  ViewChannel: 'Kanal ansehen',
  SendMessages: 'Nachrichten senden',
  SendMessagesInThreads: 'Nachrichten in Threads senden',
  EmbedLinks: 'Links einbetten',
  ReadMessageHistory: 'Nachrichtenverlauf anzeigen',
  MentionEveryone: '@everyone, @here und alle Rollen erwähnen',
  ManageThreads: 'Threads verwalten',
};

export const moderation = {
  permissions,
  quoted: (text: string) => `„${text}“`,
  channel: 'Kanal',
  entries: 'Einträge',
  ping: 'Ping',
  sound: 'Ton',
  language: 'Sprache',
  allEntries: 'alle',
  aboutTopic: (topic: string) => `zum Thema „${topic}“`,
  pings: (role: string) => `${role}, nur bei wichtigen Einträgen`,
  noPing: 'keiner',
  silent: 'lautlos',
  audible: 'wie bei jeder Nachricht',
  languages: { de: 'Deutsch', en: 'Englisch' },
  subscribe: {
    title: 'Diesen Kanal abonnieren?',
    changeTitle: 'Dieses Abo ändern?',
    button: 'Abonnieren',
    changeButton: 'Abo ändern',
    previewAll: 'Das wäre dort zuletzt erschienen:',
    previewTopic: (n: number, of: number) =>
      `${n} ${of === 1 ? 'von 1 Eintrag' : `der letzten ${of} Einträge`} ${n === 1 ? 'passt' : 'passen'} zum Thema. Zuletzt wäre dort erschienen:`,
    previewNone: (of: number) =>
      `Von den letzten ${entries(of).replace('Einträge', 'Einträgen')} passt keiner zum Thema. Versuch es mit anderen Worten, oder abonnier es trotzdem.`,
    noEntries: 'Das Liveblog hat noch keine Einträge, die sich zeigen ließen.',
    isLexical: 'Das Sprachmodell fehlt gerade: Ein Eintrag passt nur, wenn er jedes Wort des Themas enthält.',
    wouldPing: (role: string) => `🔔 mit Ping an ${role}`,
    same: (channel: string) => `${channel} ist schon genau so abonniert.`,
    done: (channel: string) => `Abonniert: Neue Einträge erscheinen ab jetzt in ${channel}.`,
    changed: (channel: string) => `Geändert: Für neue Einträge in ${channel} gilt ab jetzt:`,
    stale: 'Diesen Knopf kann ich nicht mehr lesen. Gib den Befehl bitte noch einmal ein.',
    topicTooLong: (max: number) => `Das Thema ist zu lang. Sag es in höchstens ${max} Zeichen.`,
  },
  refusals: {
    invisible: (channel: string) => `${channel} sehe ich nicht. Gib mir dort das Recht „${permissions.ViewChannel}“.`,
    elsewhere: 'Dieser Kanal gehört zu einem anderen Server.',
    'wrong-kind': (channel: string) =>
      `In ${channel} kann ich nichts veröffentlichen. Wähl einen Textkanal, einen Ankündigungskanal oder einen Thread.`,
    'not-yours': (channel: string) => `Für ${channel} brauchst du das Recht „Kanäle verwalten“.`,
    everyone: '@everyone pinge ich nicht. Wähl eine Rolle, die man selbst nehmen und ablegen kann.',
    'role-gone': 'Diese Rolle gibt es nicht mehr.',
    permissions: (channel: string, lacking: readonly string[]) =>
      `In ${channel} ${lacking.length === 1 ? 'fehlt mir ein Recht' : 'fehlen mir Rechte'}: ${lacking.join(', ')}. Gib sie mir dort und versuch es noch einmal.`,
    roleHint: (role: string) =>
      `Einfacher als das Recht, alle Rollen zu erwähnen: Erlaub in den Einstellungen von ${role}, dass alle sie erwähnen dürfen.`,
  },
  unsubscribe: {
    done: (channel: string) =>
      `Abbestellt: In ${channel} erscheint nichts Neues mehr. Was dort steht, bleibt, und Korrekturen kommen weiter an.`,
    fromSettings:
      'Der Kanal steht in der Einstellung LIVEBLOG_CHANNEL_ID. Solange er dort steht, kommt er mit dem nächsten Start des Bots wieder.',
    none: (channel: string) => `${channel} ist nicht abonniert.`,
    gone: (id: string) => `gelöschter oder verborgener Kanal ${id}`,
  },
  subscriptions: {
    title: (n: number) => count(n, 'Abo', 'Abos'),
    none: 'In diesem Server ist noch kein Kanal abonniert. Mit `/abonnieren` geht es los.',
    by: (member: string, when: string) => `von ${member}, ${when}`,
    fromSettings: 'aus der Einstellung LIVEBLOG_CHANNEL_ID',
    more: (n: number) => `… und ${n} weitere`,
  },
  doctor: {
    title: 'Diagnose',
    none: 'In diesem Server ist kein Kanal abonniert, und es wartet nichts. Mit `/abonnieren` geht es los.',
    well: 'Alles in Ordnung.',
    has: 'Vorhanden',
    lacks: 'Fehlt',
    roleGone: 'Die Rolle, die gepingt werden soll, gibt es nicht mehr. Wähl mit `/abonnieren` eine andere.',
    unseen: 'Diesen Kanal sehe ich nicht.',
    unsubscribed: 'nicht mehr abonniert',
    waiting: 'Es wartet',
    nothing: 'nichts',
    lastPost: 'Letzter Beitrag',
    never: 'noch keiner',
    lastError: 'Letzter Fehler',
    since: (when: string) => `seit ${when}`,
    next: (when: string) => `nächster Versuch ${when}`,
    putOff: (when: string) => `aufgeschoben, weiter ${when}`,
    toDo: 'Was tun',
    grant: (lacking: readonly string[]) => `Gib mir in diesem Kanal: ${lacking.join(', ')}.`,
    parts: {
      posts: (n: number) => count(n, 'Beitrag', 'Beiträge'),
      edits: (n: number) => count(n, 'Korrektur', 'Korrekturen'),
      notes: (n: number) => count(n, 'Nachtrag', 'Nachträge'),
      crossposts: (n: number) => count(n, 'Ankündigung', 'Ankündigungen'),
    },
    refused: (n: number) => `${entries(n)} hat Discord abgelehnt; eine Korrektur löst das.`,
  },
  changes: {
    title: 'Was sich geändert hat',
    unknown: 'Darüber weiß ich nichts mehr.',
    withdrawn: 'Dieser Eintrag wurde zurückgezogen.',
    none: 'Der Text ist derselbe geblieben.',
    step: (when: string) => `Geändert ${when}`,
    more: 'Ältere Änderungen passen hier nicht mehr hin.',
  },
};

export type ModerationTexts = typeof moderation;
