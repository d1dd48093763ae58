/** Between the digits of a telephone as people write it. */
const PUNCTUATION = /[\s().\-\u2010-\u2013]/g;

/**
 * A telephone as somebody writes or says it, in the one form in which they are stored (E.164, `+380501234567`): with or
 * without spaces, brackets and dashes; of Ukraine also with 0, 380 or 00380 in front. Undefined for what is none.
 */
export function toE164(written: string): string | undefined {
  const digits = written.normalize('NFKC').replaceAll(PUNCTUATION, '');
  const phone = digits
    .replace(/^0(?=[1-9]\d{8}$)/, '+380')
    .replace(/^00(?=[1-9])/, '+')
    .replace(/^(?=380\d{9}$)/, '+');
  return /^\+[1-9]\d{7,14}$/.test(phone) ? phone : undefined;
}
