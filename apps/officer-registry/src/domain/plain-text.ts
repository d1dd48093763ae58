import { unless, type Violation } from './violation.ts';

// Control and format characters (those that turn the direction of writing, of no width, joiners),
// line separators, unassigned and private ones, and whatever else is shown as nothing.
const FORBIDDEN = /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u;
const BLANK_END = /^\s|\s$/u;
const SHORTEST_NAME = 2;
const LONGEST_NAME = 200;

/** A name of a person, unit or place, in NFC: it must show all that it holds. No rule quotes the name. */
export function checkName(name: string, field: string): Violation[] {
  const lengthRule = `must be ${SHORTEST_NAME} to ${LONGEST_NAME} characters`;
  // A character takes one or two units. To look through megabytes would keep everybody waiting.
  if (name.length > LONGEST_NAME * 2) return [{ field, rule: lengthRule }];
  const { length } = [...name];
  return [
    ...unless(length >= SHORTEST_NAME && length <= LONGEST_NAME, field, lengthRule),
    ...unless(!FORBIDDEN.test(name), field, 'must hold no control, direction or invisible characters'),
    ...unless(!BLANK_END.test(name), field, 'must not begin or end with a blank'),
  ];
}

/** Text of at most `most` characters, maybe on several lines: it must show all that it holds. No rule quotes it. */
export function checkText(text: string, field: string, most: number): Violation[] {
  const lengthRule = `must be at most ${most} characters`;
  if (text.length > most * 2) return [{ field, rule: lengthRule }];
  return [
    ...unless([...text].length <= most, field, lengthRule),
    ...unless(
      !FORBIDDEN.test(text.replaceAll(/[\t\n\r]/g, ' ')),
      field,
      'must hold no control, direction or invisible characters',
    ),
  ];
}

/** E.164, or empty for none. */
export function checkPhone(phone: string, field: string): Violation[] {
  return unless(phone === '' || /^\+[1-9]\d{7,14}$/.test(phone), field, 'must be "+" and 8 to 15 digits');
}
