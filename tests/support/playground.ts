import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';

interface StartedPlayground {
  readonly url: string;
  readonly stderr: () => string;
  /** As Ctrl-C does. @returns the exit code. */
  stop(): Promise<number | null>;
}

const POLL_MS = 20;

/** `npm start` without a token and without a terminal: resolves when the page is served. */
export async function startPlayground(env: Readonly<Record<string, string>>): Promise<StartedPlayground> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/main.ts'], {
    env: { PATH: process.env.PATH, HOME: process.env.HOME, DISCORD_TOKEN: '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    stdout += chunk;
  });
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    stderr += chunk;
  });
  return {
    url: await urlIn(
      child,
      () => stdout,
      () => stderr,
    ),
    stderr: () => stderr,
    stop: () => end(child),
  };
}

async function urlIn(child: ChildProcess, stdout: () => string, stderr: () => string): Promise<string> {
  for (;;) {
    const url = /http:\/\/127\.0\.0\.1:\d+\//.exec(stdout())?.[0];
    if (url) return url;
    if (child.exitCode !== null) throw new Error(`The playground ended: ${stderr()}`);
    await wait(POLL_MS);
  }
}

async function end(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null) return child.exitCode;
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  const [code] = await exited;
  return typeof code === 'number' ? code : null;
}
