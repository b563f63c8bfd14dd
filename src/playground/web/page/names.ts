/** Names behind the ids in a text, and the language to write times in. */
export interface Names {
  readonly locale: string;
  channel(id: string): string;
  role(id: string): string;
  member(id: string): string;
}
