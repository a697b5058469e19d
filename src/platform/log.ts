import { type Logger, pino } from 'pino';

export type { Logger };

/** Fields that may hold personal data are cut out wherever they stand in a log line (个人信息保护法). */
const PERSONAL = ['idNumber', 'person', 'name', 'phone', 'email', 'recipient', 'address', 'content', 'query', 'q'];

/** Structured log on standard error, so that standard output stays the result of a command. */
export function createLog(level: string, process_: string): Logger {
  return pino(
    {
      level,
      base: { process: process_ },
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
      redact: { paths: PERSONAL.flatMap((field) => [field, `*.${field}`]), censor: '[personal]' },
    },
    pino.destination({ dest: 2, sync: true }),
  );
}
