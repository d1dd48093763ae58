/** Counts the active calls of a server, and signals to them that it stops. */
export class CallsUnderWay {
  readonly #stopping = new AbortController();
  #count = 0;
  #onNone: (() => void) | undefined;

  /** Aborted when the server begins to stop. */
  get draining(): AbortSignal {
    return this.#stopping.signal;
  }

  async during<T>(work: () => Promise<T>): Promise<T> {
    this.#count += 1;
    try {
      return await work();
    } finally {
      this.#count -= 1;
      if (this.#count === 0) this.#onNone?.();
    }
  }

  /** Signals that the server stops. Resolves when no call is active. */
  drain(): Promise<void> {
    this.#stopping.abort();
    return new Promise((resolve) => {
      this.#onNone = resolve;
      if (this.#count === 0) resolve();
    });
  }
}
