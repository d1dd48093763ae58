/** The declared limit of a text field. */
export interface TextLimit {
  /** Counted in the form NFC. */
  readonly characters: number;
  /** Whether tabs and line breaks are allowed. */
  readonly lines: boolean;
}

/**
 * The text in NFC. Undefined if it breaks a rule, which `brokenTextRule` names.
 *
 * Normalization takes quadratic time in the number of combining marks, half a second for 64,000 of them. Therefore a text
 * that is too long, or has more marks on one letter than the stream-safe format allows (UAX 15), is rejected first.
 */
export function plainText(text: string, limit: TextLimit): string | undefined {
  const { characters, lines } = limit;
  if (text.length > MAX_UNITS * characters) return undefined;
  if ((lines ? SUSPECT_OF_LINES : SUSPECT).test(text) && suspectRule(text, limit) !== undefined) return undefined;
  const normal = text.normalize();
  return isWithin(normal, characters) ? normal : undefined;
}

/** The rule that a text breaks if `plainText` returned undefined, worded to follow the name of the field. */
export function brokenTextRule(text: string, limit: TextLimit): string {
  const tooLong = `must be at most ${limit.characters} characters`;
  return text.length > MAX_UNITS * limit.characters ? tooLong : (suspectRule(text, limit) ?? tooLong);
}

function suspectRule(text: string, { lines }: TextLimit): string | undefined {
  if (lines && CONTROL_BUT_LINES.test(text)) return 'must hold no control or direction characters but line breaks';
  if (!lines && CONTROL.test(text)) return 'must hold no control or direction characters, and be on one line';
  return TOO_MANY_MARKS.test(text) ? 'must not have more than 30 marks on one letter' : undefined;
}

/** No character decomposes into more than four UTF-16 code units. */
const MAX_UNITS = 4;

// Weaker than `checkText` of the domain kit: this holds for every text of every request, before its meaning is known, and
// costs each of them.
// Control characters, and bidirectional formatting characters, which make a text look different from what it contains.
const DIRECTION = '\\u061c\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069';
const ONE_LINE = `\\u0000-\\u001f\\u007f-\\u009f${DIRECTION}`;
const MANY_LINES = `\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f-\\u009f${DIRECTION}`;
const CONTROL = new RegExp(`[${ONE_LINE}]`);
const CONTROL_BUT_LINES = new RegExp(`[${MANY_LINES}]`);

const TOO_MANY_MARKS = /\p{M}{31}/u;
/** A superset of the marks that is forty times as fast to match. A match is checked precisely afterwards. */
const MAYBE_MARKS = '[\\u0300-\\u036f\\u0483-\\u0489\\u0591-\\u1fff\\u20d0-\\u20f0\\u2cef-\\uffff]{31}';
const SUSPECT = new RegExp(`[${ONE_LINE}]|${MAYBE_MARKS}`);
const SUSPECT_OF_LINES = new RegExp(`[${MANY_LINES}]|${MAYBE_MARKS}`);

/** A character can take two UTF-16 code units. */
function isWithin(text: string, characters: number): boolean {
  return text.length <= characters || (text.length <= 2 * characters && [...text].length <= characters);
}
