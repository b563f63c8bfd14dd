import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

/** The real bot as a process of its own, started again and again on one folder. */
export interface BotProcess {
  start(): void;
  isRunning(): boolean;
  pid(): number | undefined;
  /** SIGKILL: no word to anybody. Resolves when it is gone. */
  kill(): Promise<void>;
  /** SIGTERM, as an operator stops it. */
  stop(): Promise<void>;
  /** The end of what its last process wrote to stderr. */
  lastWords(): string;
}

export function createBotProcess(env: Readonly<Record<string, string>>): BotProcess {
  let child: ChildProcess | null = null;
  let stderr = '';
  const isRunning = (): boolean => child !== null && child.exitCode === null && child.signalCode === null;

  async function end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    if (!child || !isRunning()) return;
    const exited = once(child, 'exit');
    child.kill(signal);
    await exited;
  }

  return {
    start() {
      stderr = '';
      child = spawn(process.execPath, ['--import', 'tsx', 'src/main.ts'], {
        env: { PATH: process.env.PATH, HOME: process.env.HOME, ...env },
        stdio: ['ignore', 'ignore', 'pipe'],
      });
      child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
        stderr = (stderr + chunk).slice(-4_000);
      });
    },
    isRunning,
    pid: () => child?.pid,
    kill: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
    lastWords: () => stderr,
  };
}
