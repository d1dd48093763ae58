import { unless, type Violation } from './violation.ts';

/** Rules for a text about a person, a place, or a case. Lengths count characters, not UTF-16 units. */
export interface TextRule {
  /** The minimum number of characters; default 0. */
  readonly least?: number;
  readonly most: number;
  /** Whether tabs and line breaks are allowed; default no. */
  readonly lines?: boolean;
}

/** Names of people, units, places and products in all services. */
export const NAME: TextRule = { least: 2, most: 200 };

/**
 * Control and format characters (direction overrides, zero-width characters), lone surrogates, separators, the
 * replacement character of a broken decoder, and other invisible characters. Variation selectors are allowed, because
 * emoji contain them. Unassigned characters are allowed as well, because phones may use a newer Unicode version than
 * ours.
 */
const FORBIDDEN =
  /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\ufffd[\p{Default_Ignorable_Code_Point}--[\ufe00-\ufe0f\u{e0100}-\u{e01ef}]]]/v;
const HIDDEN = new RegExp(FORBIDDEN, 'gv');
const TABS_AND_BREAKS = /[\t\n\r]/g;
const BLANK_END = /^\s|\s$/u;

/** The rules that a text violates; they never quote the text. Texts in requests are already NFC (grpc-kit). */
export function checkText(text: string, field: string, { least = 0, most, lines = false }: TextRule): Violation[] {
  const lengthRule = least === 0 ? `must be at most ${most} characters` : `must be ${least} to ${most} characters`;
  // A character has one or two units. Longer texts are not scanned, because megabytes would block the process.
  if (text.length > most * 2) return [{ field, rule: lengthRule }];
  const length = text.length <= most && text.length >= least * 2 ? text.length : [...text].length;
  const shown = lines ? text.replaceAll(TABS_AND_BREAKS, ' ') : text;
  return [
    ...unless(length >= least && length <= most, field, lengthRule),
    ...unless(!FORBIDDEN.test(shown), field, 'must hold no control, direction, invisible or broken characters'),
  ];
}

/**
 * The text with every character that `checkText` forbids written as \u202e, so that on a terminal it cannot begin a line, move the
 * cursor or change the direction. In JSON and in JavaScript strings it says the same.
 *
 * @param lines whether tabs and line breaks stay.
 */
export function escapeHidden(text: string, { lines = false }: { readonly lines?: boolean } = {}): string {
  return text.replace(HIDDEN, (found, at: number) => {
    // A carriage return alone goes back to the beginning of the line.
    if (lines && (found === '\n' || found === '\t' || (found === '\r' && text[at + 1] === '\n'))) return found;
    return Array.from({ length: found.length }, (_, index) => unitOf(found, index)).join('');
  });
}

function unitOf(text: string, at: number): string {
  return `\\u${text.charCodeAt(at).toString(16).padStart(4, '0')}`;
}

/** A name: one line of at least two characters, without leading or trailing blanks. */
export function checkName(name: string, field: string, rule: TextRule = NAME): Violation[] {
  const broken = checkText(name, field, rule);
  if (name.length > rule.most * 2) return broken;
  return [...broken, ...unless(!BLANK_END.test(name), field, 'must not begin or end with a blank')];
}

/** E.164, or empty. */
export function checkPhone(phone: string, field: string): Violation[] {
  return unless(phone === '' || /^\+[1-9]\d{7,14}$/.test(phone), field, 'must be "+" and 8 to 15 digits');
}

const MIN_REASON_LENGTH = 3;
const MAX_REASON_LENGTH = 200;

/** Why somebody reads personal data: required. */
export function checkReadReason(reason: string, field: string): Violation[] {
  return [
    ...unless(
      [...reason.trim()].length >= MIN_REASON_LENGTH,
      field,
      `must say why it is read, in ${MIN_REASON_LENGTH} to ${MAX_REASON_LENGTH} characters`,
    ),
    ...checkText(reason, field, { most: MAX_REASON_LENGTH, lines: true }),
  ];
}

const MIN_GROUND_LENGTH = 3;
const MAX_GROUND_LENGTH = 500;

/** The legal basis of a hold: required. */
export function checkGround(ground: string, field: string): Violation[] {
  const rule = `must state the legal basis, in ${MIN_GROUND_LENGTH} to ${MAX_GROUND_LENGTH} characters`;
  return [
    ...unless([...ground.trim()].length >= MIN_GROUND_LENGTH, field, rule),
    ...checkText(ground, field, { most: MAX_GROUND_LENGTH, lines: true }),
  ];
}
