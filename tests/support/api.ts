import type { StandIn } from '../../src/playground/stand-in.ts';
import { TOKEN } from './bot.ts';

export const APP = '1100000000000000002';

/** The parts of answers that are looked at in tests. */
export interface ApiAnswer {
  readonly id: string;
  readonly code: number;
  readonly flags: number;
  readonly content: string;
  readonly type: number;
  readonly retry_after: number;
  readonly embeds: readonly { readonly title: string }[];
  readonly errors: object;
}

/** One request to the stand-in's REST API, as any bot may make it. */
export async function call(discord: StandIn, method: string, path: string, body?: unknown, token = TOKEN) {
  const headers = { authorization: `Bot ${token}`, 'content-type': 'application/json' };
  const response = await fetch(`${discord.apiUrl}/v10${path}`, {
    method,
    headers,
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const answer = (response.status === 204 ? {} : await response.json()) as ApiAnswer;
  return { status: response.status, answer, headers: response.headers };
}
