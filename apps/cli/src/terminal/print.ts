import { escapeHidden } from '@safe-community/domain-kit/plain';
import { say, type Text } from './language.ts';

/** Writes a line to stdout. Texts in it may be from anywhere: what would begin another line becomes \u000a. */
export function print(line: string | Text): void {
  process.stdout.write(`${escapeHidden(typeof line === 'string' ? line : say(line))}\n`);
}

/** Writes a text of several lines to stdout, such as a table: none of its parts from elsewhere may hold a line break. */
export function printText(text: string): void {
  process.stdout.write(`${escapeHidden(text, { lines: true })}\n`);
}

/** Writes a value to stdout as JSON. */
export function printJson(value: unknown): void {
  printText(JSON.stringify(value, undefined, 2));
}
