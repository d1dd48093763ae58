import { Refusal } from '@safe-community/domain-kit';

/** Long enough for a wave to pass. */
const COME_BACK_MS = 500;
/** So many different times to come back are enough that callers do not come back all at once. */
const WORDINGS = 64;

/** Says that there is no place, each time with another time to come back. Written once: then there is no time to write. */
export class TooManyCalls {
  readonly #refusals: readonly Refusal[];

  /** @param rule told to machines, as `writes-at-once`. */
  constructor(message: string, rule: string, most: number) {
    this.#refusals = Array.from(
      { length: WORDINGS },
      (_, wording) =>
        new Refusal('resource-exhausted', message, {
          reason: 'TOO_MANY_CALLS',
          retryAfterMs: COME_BACK_MS * (1 + wording / WORDINGS),
          metadata: { rule, limit: String(most) },
        }),
    );
  }

  any(): Refusal {
    const one = this.#refusals[Math.floor(Math.random() * WORDINGS)];
    if (one === undefined) throw new Error('there is no refusal');
    return one;
  }
}
