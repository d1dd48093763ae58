import { CommanderError } from 'commander';
import { escapeHidden } from '@safe-community/domain-kit/plain';
import { asIs, say } from './language.ts';
import { Problem } from './problem.ts';

const BAD_USAGE = 2;

/** What went wrong in parts that others than the command line use as well, and say in English. */
interface ForPeople {
  readonly exitCode: number;
  /** What kind of trouble it is, in the other language. */
  readonly uk?: string;
}

/** By name, because their classes come with what a command loads only to call or start services. */
const FOR_PEOPLE: Readonly<Record<string, ForPeople>> = {
  CallError: { exitCode: 1 },
  ConfigError: { exitCode: BAD_USAGE, uk: 'Змінні середовища хибні. Виправте їх:' },
  LocalStackError: { exitCode: 1, uk: 'Локальний запуск не вдався:' },
  TlsError: { exitCode: 1, uk: 'Сертифікат або ключ непридатний:' },
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
  const known = FOR_PEOPLE[error.name];
  if (known !== undefined) {
    const { exitCode, uk } = known;
    const text = uk === undefined ? asIs(error.message) : { uk: `${uk}\n${error.message}`, en: error.message };
    return failed(say(text), exitCode);
  }
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
  if (code === 'ENOENT') return say({ uk: 'такого файлу немає', en: 'no such file' });
  if (code === 'EACCES') return say({ uk: 'немає дозволу', en: 'permission denied' });
  if (code === 'EISDIR') return say({ uk: 'це тека', en: 'is a directory' });
  return message;
}
