import type { ConsumerMessages, JsMsg } from '@nats-io/jetstream';

/** The most messages that wait in the buffer; then the broker waits. */
const MAX_HELD = 1_000;
/** The most messages that the broker may have under way besides. */
export const MAX_UNDER_WAY = 1_000;

/** Client events after which the position of the reader is no longer certain. */
const STARTED_OVER = new Set([
  'stream_not_found',
  'consumer_not_found',
  'consumer_deleted',
  'reset',
  'no_responders',
  'heartbeats_missed',
]);

/** Collects messages while the consumer is busy, so that the consumer gets them in batches. */
export class MessageBuffer<Item> {
  readonly #messages: ConsumerMessages;
  readonly #read: (message: JsMsg) => Item;
  #held: Item[] = [];
  #ended = false;
  #failure: Error | undefined;
  #wakeTaker: (() => void) | undefined;
  #wakePump: (() => void) | undefined;

  /** @param read what to keep of a message. The message itself becomes garbage at once, while collecting it is cheap. */
  constructor(messages: ConsumerMessages, read: (message: JsMsg) => Item) {
    this.#messages = messages;
    this.#read = read;
    void this.#pump();
    void this.#watch();
  }

  /** Up to `most` items; none if the reader has ended. Throws if the stream is lost. */
  async take(most: number): Promise<Item[]> {
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
        this.#held.push(this.#read(message));
        this.#wakeTaker?.();
        while (this.#held.length >= MAX_HELD && !this.#ended) {
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
   * The client itself would create another consumer and continue at the same sequence number. In a stream that was
   * recreated this is the wrong place: nothing would arrive until the new stream is as long.
   */
  async #watch(): Promise<void> {
    for await (const { type } of this.#messages.status()) {
      if (STARTED_OVER.has(type)) this.end(new Error('the broker lost the reading'));
    }
  }
}
