/** Ends the process when it is asked to: SIGINT, SIGTERM, or the npm that started it is gone. */
export interface Shutdown {
  /** What to close first from now on, in the place of what was to be closed before. */
  use(close: () => Promise<void>): void;
}

const PARENT_CHECK_MS = 500;

/**
 * Ends with code 0 when everything is closed; asked a second time, at once with code 1.
 * @param isStartedByNpm - npm passes no signal on to the process behind its shell: with npm gone, nobody else would end it.
 */
export function createShutdown(isStartedByNpm: boolean): Shutdown {
  let close: () => Promise<void> = async () => undefined;
  let closing = false;

  function end(): void {
    if (closing) process.exit(1);
    closing = true;
    close().finally(() => process.exit(0));
  }

  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, end);
  if (isStartedByNpm) {
    const parent = process.ppid;
    setInterval(() => process.ppid !== parent && !closing && end(), PARENT_CHECK_MS).unref();
  }
  return {
    use(next) {
      close = next;
    },
  };
}
