import { unless, type Violation } from './violation.ts';

// Control characters but tab and line breaks; characters that turn the direction of writing or are invisible.
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/u;

/** Text that people read: of bounded length, and showing what it holds. */
export function checkText(text: string, field: string, most: number): Violation[] {
  return [
    ...unless(text.length <= most, field, `must be at most ${most} characters`),
    ...unless(!FORBIDDEN.test(text), field, 'must hold no control, direction or invisible characters'),
  ];
}

/** E.164: "+" and 8 to 15 digits. */
export function checkPhone(phone: string, field: string): Violation[] {
  return unless(phone === '' || /^\+[1-9]\d{7,14}$/.test(phone), field, 'must be "+" and 8 to 15 digits');
}
