import { unless, type Violation } from './violation.ts';

/** What a text of a person, a place or a case must be. Lengths count characters, not UTF-16 units. */
export interface TextRule {
  /** The fewest characters; 0 by default. */
  readonly least?: number;
  readonly most: number;
  /** Whether tabs and line breaks are allowed; no by default. */
  readonly lines?: boolean;
}

/** Names of people, units, places and products in all services. */
export const NAME: TextRule = { least: 2, most: 200 };

/**
 * Control and format characters (direction overrides, zero-width characters), lone surrogates, separators, the
 * replacement character of a broken decoder, and whatever else renders as nothing. Variation selectors pass: emoji
 * carry them. Unassigned characters pass as well: the Unicode of tomorrow's telephones is newer than ours.
 */
const FORBIDDEN =
  /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\ufffd[\p{Default_Ignorable_Code_Point}--[\ufe00-\ufe0f\u{e0100}-\u{e01ef}]]]/v;
const TABS_AND_BREAKS = /[\t\n\r]/g;
const BLANK_END = /^\s|\s$/u;

/** The rules that a text breaks. No rule quotes the text. Texts of requests are in NFC already (grpc-kit). */
export function checkText(text: string, field: string, { least = 0, most, lines = false }: TextRule): Violation[] {
  const lengthRule = least === 0 ? `must be at most ${most} characters` : `must be ${least} to ${most} characters`;
  // A character has one or two units; longer texts are not scanned, since megabytes would block the process.
  if (text.length > most * 2) return [{ field, rule: lengthRule }];
  const length = text.length <= most && text.length >= least * 2 ? text.length : [...text].length;
  const shown = lines ? text.replaceAll(TABS_AND_BREAKS, ' ') : text;
  return [
    ...unless(length >= least && length <= most, field, lengthRule),
    ...unless(!FORBIDDEN.test(shown), field, 'must hold no control, direction, invisible or broken characters'),
  ];
}

/** A name: at least two characters on one line, without blanks at its ends. */
export function checkName(name: string, field: string, rule: TextRule = NAME): Violation[] {
  const broken = checkText(name, field, rule);
  if (name.length > rule.most * 2) return broken;
  return [...broken, ...unless(!BLANK_END.test(name), field, 'must not begin or end with a blank')];
}

/** E.164, or empty for none. */
export function checkPhone(phone: string, field: string): Violation[] {
  return unless(phone === '' || /^\+[1-9]\d{7,14}$/.test(phone), field, 'must be "+" and 8 to 15 digits');
}
