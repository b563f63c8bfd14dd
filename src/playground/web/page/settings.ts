/** What the person at the page has chosen; kept by the browser. */

export type Locale = 'de' | 'en-US';
export type Theme = 'system' | 'light' | 'dark';
export type Role = 'reader' | 'moderator';

export interface Settings {
  readonly locale: Locale;
  readonly theme: Theme;
  readonly role: Role;
}

const KEY = 'playground';

const oneOf = <T extends string>(value: unknown, allowed: readonly T[], otherwise: T): T =>
  allowed.find((each) => each === value) ?? otherwise;

export function loadSettings(): Settings {
  const own = navigator.language.toLowerCase().startsWith('de') ? 'de' : 'en-US';
  const kept = read();
  return {
    locale: oneOf(kept.locale, ['de', 'en-US'], own),
    theme: oneOf(kept.theme, ['system', 'light', 'dark'], 'system'),
    role: oneOf(kept.role, ['reader', 'moderator'], 'reader'),
  };
}

function read(): Partial<Record<keyof Settings, unknown>> {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? '{}');
    return kept instanceof Object ? kept : {};
  } catch {
    return {}; // no storage, or not ours
  }
}

export function saveSettings(settings: Settings): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(settings));
  } catch {
    // without storage the choice lasts as long as the page
  }
}
