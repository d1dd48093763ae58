import { JetStreamApiError, type PubAck } from '@nats-io/jetstream';
import {
  createInbox,
  errors,
  type Msg,
  type NatsConnection,
  type NatsConnectionImpl,
  type Subscription,
} from '@nats-io/transport-node';
import { messageId, toHeaders, type Envelope } from './envelope.ts';
import { writtenHeaders } from './written-headers.ts';

/** How long the broker may take to acknowledge an event, and how often that is checked. */
const ACK_TIMEOUT_MS = 5_000;
const CHECK_EVERY_MS = 1_000;
const CLOSED = 'the publisher is closed';

/** An event that the broker has not acknowledged yet. */
interface Waiting {
  readonly subject: string;
  readonly since: number;
  readonly acknowledged: () => void;
  readonly failed: (error: Error) => void;
}

/**
 * Publishes any number of events at once, with one inbox for all acknowledgements. The client's own publish uses a
 * request, a timer and a search among headers for each event: 33 µs of CPU instead of 11, and most of a relay's work.
 */
export class Publisher {
  readonly #nc: NatsConnection;
  readonly #inbox: string;
  readonly #answers: Subscription;
  /** By the last token of the reply subject, oldest first. */
  readonly #waiting = new Map<string, Waiting>();
  readonly #clock: NodeJS.Timeout;
  #published = 0;
  #isClosed = false;

  constructor(nc: NatsConnection) {
    this.#nc = nc;
    this.#inbox = createInbox(inboxPrefixOf(nc));
    this.#answers = nc.subscribe(`${this.#inbox}.*`, { callback: (error, answer) => this.#take(error, answer) });
    this.#clock = setInterval(() => this.#expireOldest(), CHECK_EVERY_MS).unref();
  }

  /**
   * Resolves when the broker has acknowledged the event. Events are published in the order of the calls. Rejects with a
   * JetStreamApiError if the broker rejects the event, with the client's InvalidArgumentError or InvalidSubjectError if
   * it cannot be sent, and with another error if there is no answer: then the broker may or may not have it.
   */
  publish(event: Envelope): Promise<void> {
    return new Promise((resolve, reject) => {
      if (this.#isClosed) throw new Error(CLOSED);
      this.#published += 1;
      const token = this.#published.toString(36);
      const headers = writtenHeaders({ ...toHeaders(event), 'Nats-Msg-Id': messageId(event) });
      this.#nc.publish(event.subject, event.body, { headers, reply: `${this.#inbox}.${token}` });
      const since = performance.now();
      this.#waiting.set(token, { subject: event.subject, since, acknowledged: resolve, failed: reject });
    });
  }

  /** Events that are not acknowledged yet fail, and so does every later call. */
  close(): void {
    this.#isClosed = true;
    clearInterval(this.#clock);
    if (!this.#answers.isClosed()) this.#answers.unsubscribe();
    for (const { failed } of this.#waiting.values()) failed(new Error(CLOSED));
    this.#waiting.clear();
  }

  #take(error: Error | null, answer: Msg): void {
    const token = answer?.subject.slice(this.#inbox.length + 1);
    const waiting = this.#waiting.get(token);
    if (waiting === undefined) return;
    this.#waiting.delete(token);
    const failure = error ?? failureOf(waiting, answer);
    if (failure === undefined) waiting.acknowledged();
    else waiting.failed(failure);
  }

  /** One timer for all events, which are acknowledged more or less in order. */
  #expireOldest(): void {
    const latest = performance.now() - ACK_TIMEOUT_MS;
    for (const [token, { since, failed }] of this.#waiting) {
      if (since > latest) return;
      this.#waiting.delete(token);
      failed(new errors.TimeoutError());
    }
  }
}

const NO_RESPONDERS = 503;

/** Why the broker does not have the event; undefined if it does. */
function failureOf({ subject }: Waiting, answer: Msg): Error | undefined {
  if (answer.data.length === 0 && answer.headers?.code === NO_RESPONDERS) return new errors.NoRespondersError(subject);
  const { error, stream } = answer.json<Answer>();
  if (error !== undefined) return new JetStreamApiError(error);
  return stream ? undefined : new Error('the broker did not answer with an acknowledgement');
}

type Answer = Partial<PubAck> & { readonly error?: ConstructorParameters<typeof JetStreamApiError>[0] };

/** Not part of the interface of the connection. The broker lets this service subscribe to no other inbox. */
function inboxPrefixOf(nc: NatsConnection): string | undefined {
  return (nc as NatsConnectionImpl).options.inboxPrefix;
}
