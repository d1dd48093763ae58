import { createHash } from 'node:crypto';

const NAME_DIGITS = 16;

/**
 * A statement that each connection parses once, and that it plans once for all values as soon as such a plan is no
 * worse.
 */
export class Prepared {
  readonly name: string;
  /**
   * Only `prepared` creates instances, so that the statement check (`scripts/check-sql.ts`) needs to look only at its
   * callers.
   */
  readonly preparedText: string;

  /** Only for `prepared`. */
  constructor(text: string) {
    this.preparedText = text;
    this.name = createHash('sha256').update(text).digest('hex').slice(0, NAME_DIGITS);
  }
}

/**
 * For frequent statements. Every connection keeps each of them, so they must be few, and their text must not depend on
 * data.
 */
export function prepared(text: string): Prepared {
  return new Prepared(text);
}

/** One statement of a transaction. Its values do not depend on the results of other statements. */
export interface Step {
  readonly statement: Prepared;
  readonly values: readonly unknown[];
}
