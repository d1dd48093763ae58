import { unless, type Violation } from '@safe-community/domain-kit';

// Control characters but tab and line breaks; format characters, which turn the direction of writing
// or are invisible; halves of characters, and the sign that a decoder puts for bytes it could not read.
const FORBIDDEN = /[^\P{Cc}\t\n\r]|[\p{Cf}\p{Cs}\p{Zl}\p{Zp}\ufffd]/u;

/** Text that people read: of at most `most` characters, and showing what it holds. */
export function checkText(text: string, field: string, most: number): Violation[] {
  return [
    ...unless(isAtMost(most, text), field, `must be at most ${most} characters`),
    ...unless(!FORBIDDEN.test(text), field, 'must hold no control, direction, invisible or broken characters'),
  ];
}

/** E.164: "+" and 8 to 15 digits. */
export function checkPhone(phone: string, field: string): Violation[] {
  return unless(phone === '' || /^\+[1-9]\d{7,14}$/.test(phone), field, 'must be "+" and 8 to 15 digits');
}

/** A character may take two places of the string. */
function isAtMost(most: number, text: string): boolean {
  return text.length <= most || (text.length <= 2 * most && [...text].length <= most);
}
