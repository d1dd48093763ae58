import type { Refusal } from '@safe-community/domain-kit';
import type { MethodClass } from './method-class.ts';
import { TooManyCalls } from './too-many-calls.ts';

/** How many calls of one kind each caller has under way. */
export class Shares {
  readonly #most: number;
  readonly #refusals: TooManyCalls;
  readonly #taken = new Map<string, number>();

  /** @param most of one caller. */
  constructor(kind: MethodClass, most: number) {
    this.#most = most;
    const message = `the calling system has too many calls under way (${kind})`;
    this.#refusals = new TooManyCalls(message, `caller-${kind}-at-once`, most);
  }

  take(caller: string): Refusal | undefined {
    const taken = this.#taken.get(caller) ?? 0;
    if (taken >= this.#most) return this.#refusals.any();
    this.#taken.set(caller, taken + 1);
    return undefined;
  }

  free(caller: string): void {
    this.#taken.set(caller, (this.#taken.get(caller) ?? 1) - 1);
  }
}
