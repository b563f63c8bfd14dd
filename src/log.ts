import { type Logger, pino } from 'pino';
import { PinoPretty } from 'pino-pretty';

/** Logs go to stderr: lines to read on a terminal, JSON for programs elsewhere. The token is no part of any of them. */
export function createLog(level: string): Logger {
  const base = { level, base: null };
  if (!process.stderr.isTTY)
    return pino({ ...base, timestamp: pino.stdTimeFunctions.isoTime }, pino.destination({ dest: 2, sync: true }));
  return pino(base, PinoPretty({ destination: 2, sync: true, translateTime: 'HH:MM:ss', ignore: 'pid,hostname' }));
}
