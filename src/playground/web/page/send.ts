import type { Failure, Outcome } from '../protocol.ts';
import type { PendingFailure } from './pending.ts';

/** What went wrong; null for nothing. */
export function failureOf(outcome: Outcome | Failure | { readonly error: 'unreachable' }): PendingFailure | null {
  if (!('error' in outcome)) return null;
  return outcome.error === 'refused' ? { kind: 'refused', message: outcome.message } : { kind: outcome.error };
}
