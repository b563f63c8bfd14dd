/** How members ask for entries by their place in the liveblog: German, English, Russian, Ukrainian. */

const word = (...alternatives: readonly string[]): RegExp =>
  new RegExp(`(?<!\\p{L})(?:${alternatives.join('|')})(?!\\p{L})`, 'giu');

/** What a liveblog consists of. */
const THINGS =
  'eintrag\\p{L}*|eintr[äa]e?g\\p{L}*|beitr[äa]e?g\\p{L}*|meldung\\p{L}*|nachricht\\p{L}*|neuigkeit\\p{L}*|liveblog\\p{L}*|ticker\\p{L}*|news|stand|entwicklung\\p{L}*|updates?|post(?:s|ings?)?|artikel|texte?|entry|entries|articles?|items?|stories|story|developments?|запис\\p{L}*|новост\\p{L}*|сообщени\\p{L}*|новин\\p{L}*|допис\\p{L}*|повідомлен\\p{L}*|стат(?:ь|т)\\p{L}*';
const UP_TO_TWO_WORDS = '(?:\\s+\\p{L}+){0,2}\\s+';
const SUPERLATIVES =
  '(?:aller)?neueste[nrsm]?|aktuell(?:e|er|es|en|ste[nrsm]?)|jüngste[nrsm]?|letzte[nrsm]?|neue[nrsm]?|latest|newest|most recent|recent|last|new|последн\\p{L}+|свеж\\p{L}+|нов(?:ые|ых|ая)|останн\\p{L}+';
const FIRSTS = '(?:aller)?erste[nrsm]?|älteste[nrsm]?|first|oldest|earliest|перв\\p{L}+|перш\\p{L}+|найстаріш\\p{L}+';

export const NEWEST = word(
  `(?:${SUPERLATIVES})(?:${UP_TO_TWO_WORDS}|\\s+)(?:${THINGS})`,
  `(?:${THINGS})${UP_TO_TWO_WORDS}zuletzt`,
  "(?:gibt(?:’|'|\\s+e)s|gibts|ist|etwas)(?:\\s+\\p{L}+)?\\s+(?:neues|neu)",
  "what(?:’|'|\\s+i)s\\s+(?:new|happening|going on)|anything new|the (?:latest|newest)",
  'das (?:aller)?neueste|was ist (?:gerade|zuletzt|jetzt|aktuell) (?:los|passiert|geschehen)|was ist los|was läuft gerade',
  'что нового|что происходит|що нового|що відбувається|последнее|останнє|последние новости|останні новини',
);
export const OLDEST = word(
  `(?:${FIRSTS})(?:${UP_TO_TWO_WORDS}|\\s+)(?:${THINGS})`,
  `(?:womit|wie|wann|how|when|с чего|з чого)(?:\\s+did)?${UP_TO_TWO_WORDS.replace('{0,2}', '{0,3}')}(?:liveblog|ticker|blog)(?:\\s+(?:begin|start|an))?`,
);
export const SINCE_YESTERDAY = word(
  'seit gestern',
  'since yesterday',
  '(?:со?|с) вчера\\p{L}*( дня)?',
  '(?:з|від) (?:в|у)чора\\p{L}*',
);
export const TODAY = word('heute', 'today', 'сегодня', 'сьогодні');
export const YESTERDAY = word('gestern', 'yesterday', 'вчера', '(?:в|у)чора');
export const LAST_HOURS = word(
  '(?:in |während )?(?:den |der )?(?:letzten?|vergangenen?) (?:\\d+ )?stunden?',
  '(?:in |within )?(?:the )?(?:last|past) (?:\\d+ )?hours?',
  '(?:за )?последн\\p{L}+ (?:\\d+ )?час\\p{L}*',
  '(?:за )?останн\\p{L}+ (?:\\d+ )?годин\\p{L}*',
);
/** From Sunday, as Date counts. */
export const WEEKDAYS: readonly RegExp[] = [
  word('(?:am |seit )?sonntag', '(?:on |since )?sunday', '(?:в )?воскресенье', '(?:в|у) неділю'),
  word('(?:am |seit )?montag', '(?:on |since )?monday', '(?:в )?понедельник', '(?:в|у) понеділок'),
  word('(?:am |seit )?dienstag', '(?:on |since )?tuesday', '(?:во )?вторник', '(?:в|у) вівторок'),
  word('(?:am |seit )?mittwoch', '(?:on |since )?wednesday', '(?:в )?среду', '(?:в|у) середу'),
  word('(?:am |seit )?donnerstag', '(?:on |since )?thursday', '(?:в )?четверг', '(?:в|у) четвер'),
  word('(?:am |seit )?freitag', '(?:on |since )?friday', '(?:в )?пятницу', "(?:в|у) п(?:’|')ятницю"),
  word(
    '(?:am |seit )?samstag',
    '(?:am |seit )?sonnabend',
    '(?:on |since )?saturday',
    '(?:в )?субботу',
    '(?:в|у) суботу',
  ),
];
/** As entries name them, also within a word such as Dienstagabend; from Sunday. */
export const WEEKDAY_NAMES: readonly RegExp[] = [
  ...[/sonntag|sunday/i, /(?<!n)montag|monday/i, /dienstag|tuesday/i, /mittwoch|wednesday/i],
  ...[/(?<!grün)donnerstag|thursday/i, /(?<!kar)freitag|friday/i, /samstag|sonnabend|saturday/i],
];

export const WRITING = word(
  'schrieb\\p{L}*|schreib\\p{L}*|geschrieben|verfasst\\p{L}*|berichtet\\p{L}*|autor\\p{L}*|stammt?|stammen|von wem',
  'wrote|writes?|written|reports?|reported|authors?|authored|by',
  'написа\\p{L}+|пиш\\p{L}+|писа\\p{L}+|автор\\p{L}*',
);

/** Words that ask for entries without saying about what. */
export const GENERIC = word(
  THINGS,
  'passiert\\p{L}*|geschehen|geschah|gemeldet|berichtet|mitgeteilt|veröffentlicht|bekannt|ereignet\\p{L}*|los|gab|gibt|war|zeig\\p{L}*|nenne?|liste|bitte|alles?|wichtig\\p{L}*|kam|kommt|worum|geht',
  'happened|happen|happening|show|list|give|tell|please|all|there|important',
  'произошло|случилось|было|покажи|как(?:ие|ая|ое|ой)|есть|сталося|трапилося|було|нового|які|яка|яке|який|є',
  'zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|two|three|four|five|ten|\\d{1,2}',
);
/** One entry is asked for, not several. */
export const SINGULAR = word(
  'eintrag|beitrag|meldung|nachricht|post|update|entry|article|item|story|запись|новость|сообщение|новина|допис|повідомлення',
);
