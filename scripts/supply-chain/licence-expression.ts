/** Says of one licence, "MIT", or of one with an exception, "GPL-2.0-only WITH Classpath-exception-2.0". */
type IsAllowed = (licence: string) => boolean;

/**
 * Whether an SPDX licence expression can be met by licences that are allowed: of "MIT OR GPL-3.0-only" one is enough,
 * of "Apache-2.0 AND BSD-3-Clause" both are needed, and AND binds closer. Throws when it is no expression, such as
 * "SEE LICENSE IN LICENSE.md".
 */
export function isMet(expression: string, isAllowed: IsAllowed): boolean {
  return new Reading(expression, isAllowed).whole();
}

const OPERATORS = new Set(['AND', 'OR', 'WITH', '(', ')']);

class Reading {
  readonly #expression: string;
  readonly #words: string[];
  readonly #isAllowed: IsAllowed;

  constructor(expression: string, isAllowed: IsAllowed) {
    this.#expression = expression;
    this.#words = expression.match(/[()]|[^\s()]+/g) ?? [];
    this.#isAllowed = isAllowed;
  }

  whole(): boolean {
    const met = this.#either();
    if (this.#words.length > 0) throw this.#wrong();
    return met;
  }

  #either(): boolean {
    let met = this.#both();
    while (this.#takes('OR')) met = this.#both() || met;
    return met;
  }

  #both(): boolean {
    let met = this.#one();
    while (this.#takes('AND')) met = this.#one() && met;
    return met;
  }

  #one(): boolean {
    if (!this.#takes('(')) return this.#isAllowed(this.#licence());
    const met = this.#either();
    if (!this.#takes(')')) throw this.#wrong();
    return met;
  }

  #licence(): string {
    const name = this.#name();
    return this.#takes('WITH') ? `${name} WITH ${this.#name()}` : name;
  }

  #name(): string {
    const word = this.#words.shift();
    if (word === undefined || OPERATORS.has(word)) throw this.#wrong();
    return word;
  }

  #takes(word: string): boolean {
    if (this.#words[0] !== word) return false;
    this.#words.shift();
    return true;
  }

  #wrong(): Error {
    return new Error(`${JSON.stringify(this.#expression)} is no SPDX licence expression`);
  }
}
