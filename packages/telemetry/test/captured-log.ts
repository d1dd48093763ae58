import { createLogger, type Logger, type LogLevel } from '../src/index.ts';

/** A logger whose lines can be read back. */
export function capturedLog(level: LogLevel = 'debug'): {
  log: Logger;
  lines: () => Record<string, unknown>[];
  text: () => string;
} {
  const written: string[] = [];
  const destination = { write: (line: string) => void written.push(line) };
  return {
    log: createLogger({ service: 'intake', level, destination }),
    lines: () => written.map((line) => JSON.parse(line) as Record<string, unknown>),
    text: () => written.join(''),
  };
}
