const EVERY_MS = 5;

interface Look {
  readonly due: number;
  readonly came: number;
}

/**
 * How late this process itself is: a timer of its own that looks at the clock. What comes late while the timer is late
 * as well says nothing about whoever was called.
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

  /** The longest that the timer was late while anything of this stretch passed, milliseconds. */
  within(from: number, to: number): number {
    const meanwhile = this.#looks.filter(({ due, came }) => came >= from && due <= to);
    return Math.max(0, ...meanwhile.map(({ due, came }) => came - due));
  }
}
