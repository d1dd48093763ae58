import { readFileSync, statSync } from 'node:fs';

/** A problem on this machine, with a message for the user: print `message` without a stack. */
export class LocalStackError extends Error {
  override readonly name = 'LocalStackError';
}

/** Current size of a log in bytes, from where {@link failureOf} later quotes. 0 if there is no such file. */
export function endOfLog(logFile: string): number {
  return statSync(logFile, { throwIfNoEntry: false })?.size ?? 0;
}

/**
 * The error for a program that failed: `what`, a hint if the disk is full, and the last lines that it wrote to
 * `logFile` after byte `from`.
 */
export function failureOf(what: string, logFile: string, from = 0): LocalStackError {
  const written = statSync(logFile, { throwIfNoEntry: false }) ? readFileSync(logFile).subarray(from).toString() : '';
  const lines = written.trimEnd().split('\n').slice(-15);
  const diskFull = /no space left on device|disk quota exceeded/i.test(written);
  const parts = [what];
  if (diskFull) parts.push(`The disk is full: free some space on the disk of ${logFile} and start again.`);
  if (written.trim() !== '') parts.push(`Last lines of ${logFile}:`, ...lines.map((line) => `  ${line}`));
  return new LocalStackError(parts.join('\n'));
}
