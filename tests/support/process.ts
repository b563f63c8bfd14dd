import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { onTestFinished } from 'vitest';

export interface Started {
  readonly child: ChildProcess;
  stdout(): string;
  stderr(): string;
  /** The exit code; null after a signal. */
  readonly exited: Promise<number | null>;
}

/** Runs a TypeScript file of the project as its npm script does, with nothing of the surrounding environment's settings. */
export function startScript(
  file: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  input?: string,
): Started {
  const child = spawn(process.execPath, ['--import', 'tsx', file, ...args], {
    env: { PATH: process.env.PATH, HOME: process.env.HOME, DISCORD_TOKEN: '', ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    stdout += chunk;
  });
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    stderr += chunk;
  });
  if (input !== undefined) child.stdin.end(input);
  const exited = once(child, 'close').then(([code]) => (typeof code === 'number' ? code : null));
  onTestFinished(async () => {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
    await exited;
  });
  return { child, stdout: () => stdout, stderr: () => stderr, exited };
}
