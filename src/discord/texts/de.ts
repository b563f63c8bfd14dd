import { moderation } from './moderation.de.ts';

const entries = (n: number): string => (n === 1 ? '1 Eintrag' : `${n} Einträge`);

export const de = {
  moderation,
  uncertain: 'Ich bin mir nicht sicher. Am nächsten kommen der Frage diese Einträge:',
  nothing: 'Dazu habe ich im Liveblog nichts gefunden.',
  lexicalMode: 'nur Wortsuche',
  asOf: 'Stand',
  entryLink: 'Zum Eintrag',
  position: (n: number) => `Eintrag ${n}`,
  quoteBy: (speaker: string) => `– ${speaker}`,
  cutOff: (link: string | null) => (link ? `Gekürzt – [ganzer Eintrag](${link})` : 'Gekürzt'),
  busy: (percent: number | null) =>
    percent === null
      ? 'Das Liveblog wird gerade eingelesen. Frag gleich noch einmal.'
      : `Das Liveblog wird gerade eingelesen (${percent} %). Frag gleich noch einmal.`,
  failed: 'Das hat nicht geklappt. Versuch es bitte noch einmal.',
  emptyQuestion: 'Stell mir eine Frage zum Liveblog.',
  noEntries: 'Das Liveblog hat noch keine Einträge.',
  latestTitle: (n: number) => (n === 1 ? 'Der neueste Eintrag' : `Die ${n} neuesten Einträge`),
  entryNotFound: (wanted: string) => `Einen Eintrag „${wanted}“ gibt es nicht. Wähl einen aus der Liste.`,
  reload: {
    title: 'Liveblog neu geladen',
    unchanged: 'Es hat sich nichts geändert.',
    kept: {
      empty: 'Nicht neu geladen: Es sind keine Einträge mehr da.',
      shrunk: 'Nicht neu geladen: Mehr als die Hälfte der Einträge würde fehlen.',
    },
    lost: (lost: number, of: number) =>
      `${lost} von ${of === 1 ? '1 Eintrag' : `${of} Einträgen`} ${lost === 1 ? 'würde' : 'würden'} verschwinden. Die bisherige Ausgabe bleibt.`,
    forceHint: 'Wenn das so gewollt ist: `/neuladen erzwingen:True`',
    added: 'Neu',
    changed: 'Geändert',
    removed: 'Entfernt',
    failed: 'Fehler und Warnungen',
    more: (n: number) => `und ${n} weitere`,
  },
  status: {
    title: 'Liveblog-Bot',
    entries: 'Einträge',
    edition: 'Ausgabe',
    model: 'Modell',
    mode: 'Suche',
    modes: { hybrid: 'nach Wörtern und Bedeutung', lexical: 'nur nach Wörtern' },
    building: 'Wird eingelesen',
    lastReload: 'Zuletzt geladen',
    problems: 'Fehler und Warnungen',
    channels: 'Kanäle',
    lastPost: (when: string) => `letzter Beitrag ${when}`,
    waiting: (n: number) => `${entries(n)} ${n === 1 ? 'wartet' : 'warten'}`,
    editsWaiting: (n: number) => (n === 1 ? '1 Änderung wartet' : `${n} Änderungen warten`),
    crosspostsWaiting: (n: number) =>
      `${n === 1 ? '1 Ankündigung wartet' : `${n} Ankündigungen warten`} auf Weitergabe (etwa 10 je Stunde)`,
    refused: (n: number) => `${entries(n)} von Discord abgelehnt`,
    nextTry: (when: string) => `nächster Versuch ${when}`,
    noChannel: 'noch keiner; mit /abonnieren kommt einer dazu',
    never: 'noch kein Beitrag',
    none: 'noch keine',
    notYet: 'noch nicht',
  },
  posting: {
    corrected: (time: string) => `Korrigiert ${time}`,
    withdrawn: (time: string) => `Zurückgezogen ${time}`,
    changesButton: 'Was hat sich geändert?',
    digestTitle: (n: number) => `${n} weitere Einträge im Überblick`,
    noteTitle: 'Nachtrag',
    citedCorrected: (title: string, time: string) => `„${title}“ wurde nach dieser Antwort korrigiert (${time}).`,
    citedWithdrawn: (title: string, time: string) => `„${title}“ wurde nach dieser Antwort zurückgezogen (${time}).`,
    fault: (channel: string) => `In ${channel} kann ich gerade nichts veröffentlichen.`,
    faultWaits: 'Nichts geht verloren: Was wartet, erscheint, sobald es wieder geht.',
  },
  remedies: {
    'channel-gone':
      'Den Kanal gibt es nicht mehr, oder ich darf ihn nicht sehen. Gebt mir dort das Recht „Kanal ansehen“ oder wählt einen anderen Kanal.',
    'view-channel': 'Ich darf den Kanal nicht sehen. Gebt mir dort das Recht „Kanal ansehen“.',
    'send-messages':
      'Mir fehlen Rechte. Gebt mir dort „Nachrichten senden“ (in Threads „Nachrichten in Threads senden“), „Links einbetten“ und „Nachrichtenverlauf anzeigen“.',
    'wrong-kind':
      'In diese Art von Kanal kann ich nicht schreiben. Wählt einen Text- oder Ankündigungskanal oder einen Thread.',
    'thread-locked': 'Der Thread ist gesperrt. Entsperrt ihn oder gebt mir das Recht „Threads verwalten“.',
    wait: 'Nichts zu tun: Discord oder das Netz ist gestört, ich versuche es weiter.',
    operator: 'Der Betreiber des Bots muss ins Log schauen: Ich kann mir gerade nichts merken.',
  },
};

export type Texts = typeof de;
