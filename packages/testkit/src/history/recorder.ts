import { outcomeOf, type Attempt, type Operation, type Outcome } from './operation.ts';

/** Records requests and answers: everything that a caller can know. */
export class Recorder {
  readonly #operations = new Map<string, Operation & { readonly attempts: Attempt[] }>();

  /**
   * Records one call before it is made, so that it is in the history however it ends. `call` resolves to
   * its outcome and never rejects.
   */
  async attempt(
    operation: Omit<Operation, 'attempts'>,
    call: () => Promise<Omit<Attempt, 'began' | 'ended'>>,
  ): Promise<Attempt> {
    const { attempts } = this.#enter(operation);
    const began = performance.now();
    const attempt = { ...(await call()), began, ended: performance.now() };
    attempts.push(attempt);
    return attempt;
  }

  /** In order of their beginning. */
  operations(): readonly Operation[] {
    return [...this.#operations.values()];
  }

  count(outcome: Outcome): number {
    return this.operations().filter((operation) => outcomeOf(operation) === outcome).length;
  }

  /** Operations with an unknown outcome. */
  unknown(): readonly Operation[] {
    return this.operations().filter((operation) => outcomeOf(operation) === 'unknown');
  }

  #enter(operation: Omit<Operation, 'attempts'>): { readonly attempts: Attempt[] } {
    const key = `${operation.requestId} ${operation.bodyDigest}`;
    const known = this.#operations.get(key);
    if (known !== undefined) return known;
    const entered = { ...operation, attempts: [] };
    this.#operations.set(key, entered);
    return entered;
  }
}
