import type { Command } from '../src/discord/command.ts';
import { ask } from './ask.ts';
import { entry } from './entry.ts';
import { latest } from './latest.ts';
import { reload } from './reload.ts';
import { status } from './status.ts';

/** The one list that registration and dispatch both read. */
export const commands: readonly Command[] = [ask, latest, entry, reload, status];
