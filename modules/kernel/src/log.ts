import pino, { type Logger } from 'pino';

export type { Logger };

/** JSON lines on stdout. Secrets and payloads are never given to it; the paths below are a second net. */
export function createLog(level: string): Logger {
  return pino({
    level,
    base: undefined,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: ['secret', 'password', '*.secret', '*.password', 'headers.authorization', 'headers.cookie'],
  });
}
