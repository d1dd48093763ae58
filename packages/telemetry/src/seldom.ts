const EVERY_MS = 5 * 60_000;

/**
 * Reports a recurring problem at once and then only from time to time, for loops that meet it on every iteration: a log
 * that repeats one line twice a second hides all others.
 */
export class Seldom {
  readonly #everyMs: number;
  readonly #reported = new Map<string, { at: number; repeated: number }>();

  /** @param everyMs how long the same problem is suppressed, in milliseconds. */
  constructor(everyMs = EVERY_MS) {
    this.#everyMs = everyMs;
  }

  /**
   * Calls `report` unless the problem was reported recently.
   * @param trouble the problem; errors with the same class and code are the same problem.
   * @param report gets how often the problem was suppressed since the last report.
   * @param now milliseconds of a monotonic clock.
   */
  tell(trouble: unknown, report: (repeated: number) => void, now = performance.now()): void {
    const key = keyOf(trouble);
    const before = this.#reported.get(key);
    if (before !== undefined && now - before.at < this.#everyMs) {
      before.repeated += 1;
      return;
    }
    this.#reported.set(key, { at: now, repeated: 0 });
    report(before?.repeated ?? 0);
  }

  /** The problem is solved: the next one is reported at once. */
  forget(): void {
    this.#reported.clear();
  }
}

/** Without the message, which may differ each time. */
function keyOf(trouble: unknown): string {
  if (!(trouble instanceof Error)) return String(trouble);
  const code = 'code' in trouble ? trouble.code : '';
  return `${trouble.constructor.name} ${String(code)}`;
}
