import { unless, type Violation } from './violation.ts';

// Control characters, and those that turn the direction of writing or are invisible.
const FORBIDDEN = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/u;

/** One line that people read: of bounded length, and showing what it holds. */
export function checkLine(text: string, field: string, { least, most }: { least: number; most: number }): Violation[] {
  const { length } = [...text];
  return [
    ...unless(length >= least && length <= most, field, `must be ${least} to ${most} characters`),
    ...unless(text.trim() === text, field, 'must not begin or end with a blank'),
    ...unless(!FORBIDDEN.test(text), field, 'must hold no control, direction or invisible characters'),
  ];
}
