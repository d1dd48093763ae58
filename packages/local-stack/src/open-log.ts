import { mkdirSync, openSync, renameSync } from 'node:fs';
import { dirname } from 'node:path';
import { endOfLog } from './local-stack-error.ts';

const LARGEST = 20 * 1024 * 1024;

/**
 * Opens a log for appending, mode 0600, and returns its descriptor. A log of more than 20 MiB is first renamed to
 * `<name>.old`.
 */
export function openLog(logFile: string): number {
  mkdirSync(dirname(logFile), { recursive: true, mode: 0o700 });
  if (endOfLog(logFile) > LARGEST) renameSync(logFile, `${logFile}.old`);
  return openSync(logFile, 'a', 0o600);
}
