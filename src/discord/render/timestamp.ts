/** Discord's styles: `t` 14:32, `f` with the date, `R` relative. */
type TimestampStyle = 't' | 'f' | 'R';

/** A time that Discord shows in the reader's own zone and language. @param iso ISO 8601. */
export const timestamp = (iso: string, style: TimestampStyle): string =>
  `<t:${Math.floor(Date.parse(iso) / 1_000)}:${style}>`;

export const relative = (iso: string): string => timestamp(iso, 'R');
