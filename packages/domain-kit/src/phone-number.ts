/** What people write between the digits of a phone number. */
const PUNCTUATION = /[\s().\-\u2010-\u2013]/g;

/**
 * A phone number as people write it, in the form in which phone numbers are stored (E.164, `+380501234567`). Spaces,
 * brackets and dashes are ignored; a number of Ukraine may begin with 0, 380 or 00380. Undefined for any other text.
 */
export function toE164(written: string): string | undefined {
  const digits = written.normalize('NFKC').replaceAll(PUNCTUATION, '');
  const phone = digits
    .replace(/^0(?=[1-9]\d{8}$)/, '+380')
    .replace(/^00(?=[1-9])/, '+')
    .replace(/^(?=380\d{9}$)/, '+');
  return /^\+[1-9]\d{7,14}$/.test(phone) ? phone : undefined;
}
