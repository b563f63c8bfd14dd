import type { Actions, Failure, PageEvent } from '../protocol.ts';

/** Follows the server; the browser itself comes back after a break, and gets everything anew. */
export function followEvents(onEvent: (event: PageEvent) => void, onBreak: () => void): void {
  const source = new EventSource('/events');
  source.addEventListener('message', ({ data }) => onEvent(JSON.parse(String(data)) as PageEvent));
  source.addEventListener('error', () => {
    onBreak();
    // a refused connection is final for the browser, not for us
    if (source.readyState !== EventSource.CLOSED) return;
    source.close();
    setTimeout(() => followEvents(onEvent, onBreak), 1_000);
  });
}

/** Never rejects: a server that cannot be reached is an outcome like others. */
export async function act<N extends keyof Actions>(
  name: N,
  body: Actions[N]['body'],
): Promise<Actions[N]['answer'] | Failure | { readonly error: 'unreachable' }> {
  try {
    const headers = { 'Content-Type': 'application/json' };
    const response = await fetch(`/do/${name}`, { method: 'POST', headers, body: JSON.stringify(body) });
    return (await response.json()) as Actions[N]['answer'];
  } catch {
    return { error: 'unreachable' };
  }
}
