const EVERY_MS = 5;

interface Look {
  readonly due: number;
  readonly came: number;
}

/**
 * Measures the lateness of this process with a timer. A late event while the timer is also late
 * says nothing about the server.
 */
export class OwnLateness {
  readonly #looks: Look[] = [];
  #timer: NodeJS.Timeout | undefined;

  start(): void {
    const due = performance.now() + EVERY_MS;
    this.#timer = setTimeout(() => {
      this.#looks.push({ due, came: performance.now() });
      this.start();
    }, EVERY_MS);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  /** Maximum lateness of the timer in a period, milliseconds. */
  within(from: number, to: number): number {
    const meanwhile = this.#looks.filter(({ due, came }) => came >= from && due <= to);
    return Math.max(0, ...meanwhile.map(({ due, came }) => came - due));
  }
}
