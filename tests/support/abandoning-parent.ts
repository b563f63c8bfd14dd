import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';

/** Starts a script as npm does and ends without a word to it, once it has begun. Prints the script's process id. */
const [script = ''] = process.argv.slice(2);
const child = spawn(process.execPath, ['--import', 'tsx', script], { stdio: ['ignore', 'ignore', 'pipe'] });
await Promise.race([once(child.stderr, 'data'), wait(10_000)]);
process.stdout.write(String(child.pid), () => process.exit(0));
