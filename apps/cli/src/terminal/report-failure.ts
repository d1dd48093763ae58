import { CommanderError } from 'commander';
import { ConfigError } from '@safe-community/config';
import { escapeHidden } from '@safe-community/domain-kit';
import { LocalStackError } from '@safe-community/local-stack';
import { TlsError } from '@safe-community/security/tls';
import { CallError } from '../connection/call-error.ts';
import { Problem } from './problem.ts';

const BAD_USAGE = 2;

/**
 * Writes the error to stderr and returns the exit code: 0 after help, 1 for a failure, 2 for a usage error. An unexpected
 * error is a bug and keeps its stack trace.
 */
export function reportFailure(error: unknown): number {
  // commander has already printed its own message.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : BAD_USAGE;
  if (error instanceof ConfigError) return failed(error.message, BAD_USAGE);
  if (error instanceof Problem) return failed(error.message, error.exitCode);
  if (error instanceof LocalStackError || error instanceof CallError || error instanceof TlsError) {
    return failed(error.message, 1);
  }
  if (isFileError(error)) return failed(`${error.path}: ${reasonOf(error)}`, 1);
  return failed(error instanceof Error ? (error.stack ?? error.message) : String(error), 1);
}

function failed(message: string, exitCode: number): number {
  process.stderr.write(`${escapeHidden(message, { lines: true })}\n`);
  return exitCode;
}

function isFileError(error: unknown): error is NodeJS.ErrnoException & { path: string } {
  return error instanceof Error && 'code' in error && 'path' in error && typeof error.path === 'string';
}

function reasonOf({ code, message }: NodeJS.ErrnoException): string {
  if (code === 'ENOENT') return 'no such file';
  if (code === 'EACCES') return 'permission denied';
  if (code === 'EISDIR') return 'is a directory';
  return message;
}
