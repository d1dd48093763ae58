import { DeliverPolicy, jetstream, jetstreamManager, type JsMsg } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import type { Domain } from '@safe-community/contracts/event-catalogue';
import { fromHeaders, UnreadableEvent, type Envelope } from './envelope.ts';
import { MessageBuffer, MOST_UNDER_WAY } from './message-buffer.ts';
import { orStopped } from './or-stopped.ts';
import { onReconnect } from './reconnects.ts';
import { API_TIMEOUT_MS, streamName } from './stream.ts';

/** A place in the broker's stream. Only a hint: the position in the ledger decides. */
export interface StreamPlace {
  /** Creation time of the stream, which differs for another stream of the same name. */
  readonly streamCreated: string;
  readonly sequence: number;
}

/** A message of the stream: an event, or another message. */
export interface Delivery {
  readonly place: StreamPlace;
  readonly envelope?: Envelope;
  /** Why the message is not an event. */
  readonly problem?: UnreadableEvent;
}

/** The maximum size of a batch; a reader that keeps up gets smaller ones. */
const BATCH = 1_000;

/**
 * Reads the stream of a domain in order from a place on, in batches of the available messages, until the signal is
 * aborted. Throws if the stream is gone, and after each failure of the broker, which may have restarted with another
 * stream of the same name, or with a shorter one. The caller then opens a new reader, which checks the stream again.
 */
export async function* readStream(
  nc: NatsConnection,
  domain: Domain,
  from: StreamPlace | undefined,
  signal: AbortSignal,
): AsyncGenerator<Delivery[]> {
  const opening = open(nc, domain, from);
  const opened = await orStopped(opening, signal);
  if (opened === undefined) {
    opening.then(({ messages }) => messages.close()).catch(() => undefined);
    return;
  }
  const { messages, streamCreated } = opened;
  const buffer = new MessageBuffer(messages, (message) => toDelivery(message, streamCreated));
  const forget = onReconnect(nc, () => buffer.end(new Error('the broker was away')));
  const stop = (): void => buffer.end();
  signal.addEventListener('abort', stop, { once: true });
  if (signal.aborted) stop();
  try {
    for (;;) {
      const batch = await buffer.take(BATCH);
      if (batch.length === 0) return;
      yield batch;
    }
  } finally {
    signal.removeEventListener('abort', stop);
    forget();
    await orStopped(messages.close(), signal);
  }
}

async function open(nc: NatsConnection, domain: Domain, from: StreamPlace | undefined) {
  const manager = await jetstreamManager(nc, { checkAPI: false, timeout: API_TIMEOUT_MS });
  const { created, state } = await manager.streams.info(streamName(domain));
  const resumes = from?.streamCreated === created && from.sequence <= state.last_seq;
  const consumer = await jetstream(nc, { timeout: API_TIMEOUT_MS }).consumers.get(streamName(domain), {
    ...(resumes
      ? { deliver_policy: DeliverPolicy.StartSequence, opt_start_seq: from.sequence + 1 }
      : { deliver_policy: DeliverPolicy.All }),
    inactive_threshold: 60_000_000_000,
  });
  return { messages: await consumer.consume({ max_messages: MOST_UNDER_WAY }), streamCreated: created };
}

function toDelivery(message: JsMsg, streamCreated: string): Delivery {
  const place = { streamCreated, sequence: message.seq };
  const carried = new Map(message.headers);
  const header = (name: string): string => carried.get(name)?.[0] ?? '';
  try {
    return { place, envelope: fromHeaders(header, message.subject, message.data) };
  } catch (error) {
    if (!(error instanceof UnreadableEvent)) throw error;
    return { place, problem: error };
  }
}
