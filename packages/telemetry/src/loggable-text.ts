/** Replaces a value that must not leave the process. */
export const NOT_LOGGED = '[not logged]';

/**
 * Codes, ids, method names, subjects and versions have this form. A person's name, an address or a narrative contains
 * blanks or non-ASCII letters; a phone number in our form begins with a plus. This keeps out personal data that was put
 * into an allowed field by mistake.
 */
const CODE = /^[A-Za-z0-9_./:*>[\]-]{1,256}$/;
const PHONE_LIKE = /^(?:00|0|38)\d{9,12}$/;

/** The text if it has the form of a code, otherwise `[not logged]`. */
export function loggableText(text: string): string {
  return CODE.test(text) && !PHONE_LIKE.test(text) ? text : NOT_LOGGED;
}
