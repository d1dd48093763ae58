import { createHash } from 'node:crypto';

/** A statement that a connection parses once, and plans for all values alike as soon as that is no worse. */
export interface Prepared {
  readonly name: string;
  readonly text: string;
}

const NAME_DIGITS = 16;

/**
 * For statements that are run over and over. Every connection keeps each of them, so they must be few, and their text
 * must not depend on data.
 */
export function prepared(text: string): Prepared {
  return { text, name: createHash('sha256').update(text).digest('hex').slice(0, NAME_DIGITS) };
}
