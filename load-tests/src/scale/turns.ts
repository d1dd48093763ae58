/** Something that one at a time may hold; whoever comes meanwhile waits for its turn. */
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
