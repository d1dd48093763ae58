import { createHash } from 'node:crypto';

const NAME_DIGITS = 16;

/** A statement that a connection parses once, and plans for all values alike as soon as that is no worse. */
export class Prepared {
  readonly name: string;
  /** Nobody else makes one, so that the check of statements (`scripts/check-sql.ts`) need only look at those who call `prepared`. */
  readonly preparedText: string;

  /** Only for `prepared`. */
  constructor(text: string) {
    this.preparedText = text;
    this.name = createHash('sha256').update(text).digest('hex').slice(0, NAME_DIGITS);
  }
}

/**
 * For statements that are run over and over. Every connection keeps each of them, so they must be few, and their text
 * must not depend on data.
 */
export function prepared(text: string): Prepared {
  return new Prepared(text);
}
