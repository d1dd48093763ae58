import { CommanderError } from 'commander';
import { escapeHidden } from '@safe-community/domain-kit';
import { Problem } from './problem.ts';

const BAD_USAGE = 2;

/** By name, because their classes come with what a command loads only to call or start services. */
const FOR_PEOPLE: Readonly<Record<string, number>> = {
  ConfigError: BAD_USAGE,
  LocalStackError: 1,
  CallError: 1,
  TlsError: 1,
};

/**
 * Writes the error to stderr and returns the exit code: 0 after help, 1 for a failure, 2 for a usage error. An unexpected
 * error is a bug and keeps its stack trace.
 */
export function reportFailure(error: unknown): number {
  // commander has already printed its own message.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : BAD_USAGE;
  if (error instanceof Problem) return failed(error.message, error.exitCode);
  if (!(error instanceof Error)) return failed(String(error), 1);
  const exitCode = FOR_PEOPLE[error.name];
  if (exitCode !== undefined) return failed(error.message, exitCode);
  if (isFileError(error)) return failed(`${error.path}: ${reasonOf(error)}`, 1);
  return failed(error.stack ?? error.message, 1);
}

function failed(message: string, exitCode: number): number {
  process.stderr.write(`${escapeHidden(message, { lines: true })}\n`);
  return exitCode;
}

function isFileError(error: Error): error is NodeJS.ErrnoException & { path: string } {
  return 'code' in error && 'path' in error && typeof error.path === 'string';
}

function reasonOf({ code, message }: NodeJS.ErrnoException): string {
  if (code === 'ENOENT') return 'no such file';
  if (code === 'EACCES') return 'permission denied';
  if (code === 'EISDIR') return 'is a directory';
  return message;
}
