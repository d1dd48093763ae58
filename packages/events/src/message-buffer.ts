import type { ConsumerMessages, JsMsg } from '@nats-io/jetstream';

/** Messages held in memory at the most; then the broker waits. */
export const MOST_HELD = 1_000;

/** What the client reports when the place that it reads at is no longer certain. */
const STARTED_OVER = new Set([
  'stream_not_found',
  'consumer_not_found',
  'consumer_deleted',
  'reset',
  'no_responders',
  'heartbeats_missed',
]);

/** Collects messages while the consumer is busy, so that it gets them in batches. */
export class MessageBuffer {
  readonly #messages: ConsumerMessages;
  #held: JsMsg[] = [];
  #ended = false;
  #failure: Error | undefined;
  #wakeTaker: (() => void) | undefined;
  #wakePump: (() => void) | undefined;

  constructor(messages: ConsumerMessages) {
    this.#messages = messages;
    void this.#pump();
    void this.#watch();
  }

  /** Up to `most` messages; none when the reading has ended. Throws when the stream was lost. */
  async take(most: number): Promise<JsMsg[]> {
    while (this.#held.length === 0 && !this.#ended && this.#failure === undefined) {
      await new Promise<void>((resolve) => {
        this.#wakeTaker = resolve;
      });
    }
    if (this.#failure !== undefined) throw this.#failure;
    if (this.#ended) return [];
    const batch = this.#held.splice(0, most);
    this.#wakePump?.();
    return batch;
  }

  end(failure?: Error): void {
    this.#ended = true;
    this.#failure ??= failure;
    this.#wakeTaker?.();
    this.#wakePump?.();
  }

  async #pump(): Promise<void> {
    try {
      for await (const message of this.#messages) {
        this.#held.push(message);
        this.#wakeTaker?.();
        while (this.#held.length >= MOST_HELD && !this.#ended) {
          await new Promise<void>((resolve) => {
            this.#wakePump = resolve;
          });
        }
        if (this.#ended) return;
      }
      this.end(new Error('the broker ended the reading'));
    } catch (error) {
      this.end(error instanceof Error ? error : new Error(String(error)));
    }
  }

  /**
   * The client would make another consumer by itself and go on at the number where it was. In a stream that
   * was made anew this is the wrong place: it would deliver nothing until the new stream is as long.
   */
  async #watch(): Promise<void> {
    for await (const { type } of this.#messages.status()) {
      if (STARTED_OVER.has(type)) this.end(new Error('the broker lost the reading'));
    }
  }
}
