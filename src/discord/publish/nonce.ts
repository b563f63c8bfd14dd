import { createHash } from 'node:crypto';

/** At most 25 characters, the same for a message each time: Discord answers a repeated one with the first message for a while. */
export const nonceOf = (message: string): string =>
  createHash('sha256').update(message).digest('base64url').slice(0, 25);
