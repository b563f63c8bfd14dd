interface Localised {
  readonly name: string;
  readonly name_localizations?: Readonly<Record<string, string>> | null | undefined;
  readonly description?: string;
  readonly description_localizations?: Readonly<Record<string, string>> | null | undefined;
}

/** What a member with this locale sees of a command, an option or a choice. */
export const localName = ({ name, name_localizations: own }: Localised, locale: string): string =>
  own?.[locale] ?? name;

export const localDescription = (
  { description = '', description_localizations: own }: Localised,
  locale: string,
): string => own?.[locale] ?? description;
