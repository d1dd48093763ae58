import { mkdirSync, openSync, renameSync } from 'node:fs';
import { dirname } from 'node:path';
import { endOfLog } from './local-stack-error.ts';

const LARGEST = 20 * 1024 * 1024;

/** Opens a log to append to, mode 0600, and returns its descriptor. One older than 20 MiB moves aside to `<name>.old`. */
export function openLog(logFile: string): number {
  mkdirSync(dirname(logFile), { recursive: true, mode: 0o700 });
  if (endOfLog(logFile) > LARGEST) renameSync(logFile, `${logFile}.old`);
  return openSync(logFile, 'a', 0o600);
}
