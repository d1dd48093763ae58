/** Counts the calls of a server that are being carried out, and tells them when it is to stop. */
export class CallsUnderWay {
  readonly #stopping = new AbortController();
  #count = 0;
  #onNone: (() => void) | undefined;

  /** Aborted when the server is to stop. */
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

  /** Says that the server stops; resolves when no call is under way any more. */
  drain(): Promise<void> {
    this.#stopping.abort();
    return new Promise((resolve) => {
      this.#onNone = resolve;
      if (this.#count === 0) resolve();
    });
  }
}
