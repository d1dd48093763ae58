const EVERY_MS = 5 * 60_000;

/**
 * Has the same trouble told at once and then only now and then, for loops that meet it at every turn: a log that
 * says one thing twice a second hides all others.
 */
export class Seldom {
  readonly #everyMs: number;
  readonly #told = new Map<string, { at: number; repeated: number }>();

  /** @param everyMs how long the same trouble is kept quiet, milliseconds. */
  constructor(everyMs = EVERY_MS) {
    this.#everyMs = everyMs;
  }

  /**
   * Calls `tell` when it is time to.
   * @param trouble what went wrong; errors of one class and code are the same trouble.
   * @param tell gets how often this trouble was kept quiet since it was told last.
   * @param now milliseconds of any clock that only goes forward.
   */
  tell(trouble: unknown, tell: (repeated: number) => void, now = performance.now()): void {
    const key = keyOf(trouble);
    const before = this.#told.get(key);
    if (before !== undefined && now - before.at < this.#everyMs) {
      before.repeated += 1;
      return;
    }
    this.#told.set(key, { at: now, repeated: 0 });
    tell(before?.repeated ?? 0);
  }

  /** It is well again: whatever comes next is told at once. */
  forget(): void {
    this.#told.clear();
  }
}

/** Not by the message, which may be another each time. */
function keyOf(trouble: unknown): string {
  if (!(trouble instanceof Error)) return String(trouble);
  const code = 'code' in trouble ? trouble.code : '';
  return `${trouble.constructor.name} ${String(code)}`;
}
