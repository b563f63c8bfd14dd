import { CUSTOM_ID_MAX } from './limits.ts';

/** State of a button: who handles it, and what for. It outlives the process that made it. */
export interface CustomId {
  /** Without colon. */
  readonly prefix: string;
  /** May be empty. */
  readonly argument: string;
}

/** @throws Error when it is longer than Discord takes. */
export function customIdOf(prefix: string, argument: string): string {
  const id = `${prefix}:${argument}`;
  if (id.length > CUSTOM_ID_MAX)
    throw new Error(`Expected a custom_id of at most ${CUSTOM_ID_MAX} characters, got ${id}`);
  return id;
}

export function readCustomId(id: string): CustomId {
  const colon = id.indexOf(':');
  return colon < 0 ? { prefix: id, argument: '' } : { prefix: id.slice(0, colon), argument: id.slice(colon + 1) };
}
