import type { Snapshot } from '../protocol.ts';

/** Names behind the ids in a text, and the language to write times in. */
export interface Names {
  readonly locale: string;
  channel(id: string): string;
  role(id: string): string;
  member(id: string): string;
}

const EVERYONE = '@everyone';

/** Roles to choose from. `@everyone` bears its sign already and is seldom meant: it comes last. */
export const roleChoices = (roles: Snapshot['roles']): { readonly name: string; readonly value: string }[] =>
  [...roles]
    .sort((a, b) => Number(a.name === EVERYONE) - Number(b.name === EVERYONE))
    .map(({ id, name }) => ({ name: name === EVERYONE ? name : `@${name}`, value: id }));
