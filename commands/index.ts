import type { Button, Command } from '../src/discord/command.ts';
import { ask } from './ask.ts';
import { changes } from './changes.ts';
import { doctor } from './doctor.ts';
import { entry } from './entry.ts';
import { latest } from './latest.ts';
import { reload } from './reload.ts';
import { status } from './status.ts';
import { confirmSubscription, subscribe } from './subscribe.ts';
import { subscriptions } from './subscriptions.ts';
import { unsubscribe } from './unsubscribe.ts';

/** The one list that registration and dispatch both read. */
export const commands: readonly Command[] = [
  ...[ask, latest, entry, status],
  ...[subscribe, unsubscribe, subscriptions, doctor, reload],
];

/** What dispatch knows of buttons: each message that has one may be older than this process. */
export const buttons: readonly Button[] = [changes, confirmSubscription];
