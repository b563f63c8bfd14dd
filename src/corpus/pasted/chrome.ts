/** Lines that belong to a web page and to no entry: buttons, menus, counters, credits, boxes. */

/** Words that stand alone on a button or in a menu, some with a counter behind them. */
const LABELS = new Set(
  `teilen|weiterleiten|link kopieren|link kopiert|kopieren|drucken|merken|vorlesen|anhören|feedback|melden|antworten
  |beitrag teilen|artikel teilen|auf facebook teilen|auf x teilen|per e-mail teilen|per whatsapp teilen
  |share|share this|share post|copy|copy link|copy post|link copied|print|save|listen|report|reply|like|likes
  |partager|copier le lien|envoyer|imprimer|compartir|condividi|udostępnij|поділитися|поделиться
  |e-mail|email|mail|facebook|twitter|x|x.com|whatsapp|telegram|threads|bluesky|mastodon|linkedin|pinterest|messenger|pocket
  |anzeige|anzeigen|werbung|advertisement|skip advertisement|publicité|реклама|sponsored|gesponsert
  |kommentare|kommentar|comments|comment|commentaires|коментарі|kommentieren|leserkommentare|zu den kommentaren
  |newsletter|newsletter abonnieren|inhalt|inhaltsverzeichnis|liveblog|live|liveticker|en direct|онлайн|menü|menu|suche|search|abo|jetzt abonnieren|subscribe|push-mitteilungen
  |zur startseite|startseite|home|anmelden|abmelden|login|sign in|log in|registrieren|zum inhalt springen|zur navigation springen|skip to main content|skip to content
  |alle akzeptieren|akzeptieren|zustimmen|einwilligen|ablehnen|einstellungen|cookie-einstellungen|accept all|accept|reject all|manage preferences|accepter|refuser
  |impressum|datenschutz|datenschutzerklärung|agb|kontakt|privacy policy|terms of use|cookie policy|über uns
  |nach oben|zum seitenanfang|back to top|gesamten artikel lesen|artikel lesen|weiterlesen|mehr|mehr lesen|mehr anzeigen|mehr laden|weitere laden|weitere anzeigen
  |ältere beiträge|ältere einträge|ältere beiträge laden|ältere einträge laden|alle einträge|alle beiträge|neueste zuerst|älteste zuerst|neuere beiträge
  |load more|show more|read more|older|newer|newest first|oldest first|show key events only|voir plus|lire la suite|more
  |externen inhalt anzeigen|externer inhalt|empfohlener redaktioneller inhalt|inhalt laden|inhalt anzeigen|view image in fullscreen|vollbild|galerie|abspielen|play video|play
  |eilmeldung|breaking`
    .split('|')
    .map((label) => label.trim()),
);

const PATTERNS = [
  /^\d+\s*(?:kommentare?|comments?|min(?:uten)?\.? lesezeit|likes?|shares?)?$/i,
  /^(?:©|\(c\)|fotos?:|bilde?r?:|quellen?:|photos?(?:graph)?:|credit:|grafik:|image source|image caption|bildrechte|crédit)/i,
  /^[-–—_*=•·+|\s]+$/,
  /^\d{1,2}:\d{2}(?::\d{2})?\s*(?:min|minuten|sek|sekunden)\b/i,
  /^https?:\/\/\S+$/i,
  /\b(?:photograph|foto|photo):\s*\S.{0,60}\/\S.{0,40}$/i,
  /^(?:wir|diese (?:web)?site|we|this (?:web)?site|nous)\b.{0,60}\bcookies?\b/i,
  /^an dieser stelle (?:finden sie|befindet sich|wird)\b.{0,40}\bextern/i,
  /^(?:porträt|portrait|profilbild|autorenbild|avatar|foto|bild)(?: von|:)? \p{Lu}[^.]{0,50}$/u,
  /^please (?:turn on|enable) javascript/i,
  /^über dieses thema berichtete/i,
  /^(?:alle(?:s| artikel)?|weitere (?:themen|artikel)) (?:zum thema|zu diesem thema)$/i,
];

const TEASERS = [
  /\b(?:lesen|hören|sehen|erfahren|finden)\s+sie\b.*:$/i,
  /^(?:mehr (?:dazu|zum thema|informationen|hintergründe)|lesen sie (?:auch|hier|dazu)|alles (?:wichtige )?(?:dazu|zum thema)|zum artikel|siehe auch|read (?:more|also)|weitere informationen|lire aussi|читайте також)\b.*(?::|hier\.?)$/i,
  /\b(?:hier|here)(?: (?:mehr|weiter))?\s*:$/i,
  /^(?:lire aussi|lesen sie auch|read also|read more|mehr zum thema|mehr dazu|читайте також)\s*[:|]\s*\S/i,
  /^(?:alle|die) (?:früheren|älteren|vorherigen|bisherigen) (?:entwicklungen|meldungen|beiträge|einträge|nachrichten)\b.{0,60}\bhier\b/i,
];

/** What opens a box of links; the links below it are no part of the entry. */
const BOX =
  /^(?:lesen sie (?:auch|dazu|mehr)|mehr (?:zum thema|dazu|nachrichten)|auch interessant|das könnte sie (?:auch )?interessieren|themen|weitere themen|video|audio|podcast|passend dazu|empfehlungen|related(?: (?:stories|topics|content))?|most (?:viewed|read|popular)|more on this(?: story)?|read also|recommended|à lire aussi|lire aussi|sur le même sujet|читайте також)\s*:?$/i;

const END_OF_PAGE =
  /^(?:nach oben|zum seitenanfang|back to top|gesamten artikel lesen|impressum|datenschutz(?:erklärung)?|most (?:viewed|read|popular)|more on this story|auch interessant|das könnte sie (?:auch )?interessieren|alle artikel zum thema|über dieses thema berichtete.*)$/i;

/** Longer lines are text, whatever they begin with. */
const FURNITURE_MAX_CHARS = 300;

const label = (line: string): string => line.toLowerCase().replace(/\s*[(:]?\s*\d*\s*\)?\s*:?$/, '');

export const isChrome = (line: string): boolean =>
  LABELS.has(label(line)) || (line.length <= FURNITURE_MAX_CHARS && PATTERNS.some((pattern) => pattern.test(line)));

/** A sentence that led to a link: `…, lesen Sie hier:` */
export const isTeaser = (line: string): boolean =>
  line.length <= FURNITURE_MAX_CHARS && TEASERS.some((pattern) => pattern.test(line));

export const opensBox = (line: string): boolean => BOX.test(line);

export const endsPage = (line: string): boolean => END_OF_PAGE.test(line);
