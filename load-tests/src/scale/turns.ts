/** A mutex with a queue. */
export class Turns {
  readonly #waiting: (() => void)[] = [];
  #isTaken = false;

  take(then: () => void): void {
    if (this.#isTaken) {
      this.#waiting.push(then);
      return;
    }
    this.#isTaken = true;
    then();
  }

  leave(): void {
    const next = this.#waiting.shift();
    this.#isTaken = next !== undefined;
    next?.();
  }
}
