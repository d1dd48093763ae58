import { DeliverPolicy, jetstream, jetstreamManager, type ConsumerMessages, type JsMsg } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import { fromHeaders, type Envelope } from './envelope.ts';
import { streamName } from './stream.ts';
import type { Domain } from './subject.ts';

/** Where in the broker's stream a reader was: only a hint, the truth is the ledger's position. */
export interface StreamPlace {
  /** Creation time of the stream; another stream of the same name has another. */
  readonly streamCreated: string;
  readonly sequence: number;
}

/** A message of the stream: an event, or something that is none. */
export interface Delivery {
  readonly place: StreamPlace;
  readonly envelope?: Envelope;
  /** Why the message is no event. */
  readonly problem?: string;
}

/** Messages held in memory at the most; then the broker waits. */
const BUFFERED = 1_000;
const BATCH = 250;

/**
 * Reads the stream of a domain in order from a place on, in batches of what is
 * there, until the signal. Throws when the stream is gone or the broker no longer
 * serves it; the caller then opens a new reader.
 */
export async function* readStream(
  nc: NatsConnection,
  domain: Domain,
  from: StreamPlace | undefined,
  signal: AbortSignal,
): AsyncGenerator<Delivery[]> {
  const manager = await jetstreamManager(nc);
  const info = await manager.streams.info(streamName(domain));
  const resumes = from?.streamCreated === info.created && from.sequence <= info.state.last_seq;
  const consumer = await jetstream(nc).consumers.get(streamName(domain), {
    ...(resumes
      ? { deliver_policy: DeliverPolicy.StartSequence, opt_start_seq: from.sequence + 1 }
      : { deliver_policy: DeliverPolicy.All }),
    inactive_threshold: 60_000_000_000,
  });
  const messages = await consumer.consume({ max_messages: BUFFERED });
  const buffer = new Buffered(messages);
  const stop = (): void => buffer.end();
  signal.addEventListener('abort', stop, { once: true });
  try {
    for (;;) {
      const batch = await buffer.take(BATCH);
      if (batch.length === 0) return;
      yield batch.map((message) => toDelivery(message, info.created));
    }
  } finally {
    signal.removeEventListener('abort', stop);
    await messages.close();
  }
}

/** Collects messages while the consumer is busy, so that it gets them in batches. */
class Buffered {
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
        while (this.#held.length >= BUFFERED && !this.#ended) {
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

  /** After a stream was wiped and made anew the client reports it once and then delivers nothing for ever. */
  async #watch(): Promise<void> {
    for await (const status of this.#messages.status()) {
      if (status.type === 'stream_not_found') this.end(new Error('the stream is gone'));
    }
  }
}

function toDelivery(message: JsMsg, streamCreated: string): Delivery {
  const place = { streamCreated, sequence: message.seq };
  try {
    const header = (name: string): string => message.headers?.get(name) ?? '';
    return { place, envelope: fromHeaders(header, message.subject, message.data) };
  } catch (error) {
    return { place, problem: error instanceof Error ? error.message : 'unreadable headers' };
  }
}
