import { DeliverPolicy, jetstream, jetstreamManager, type Consumer, type JsMsg } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import type { Domain } from '@safe-community/contracts/event-catalogue';
import { fromHeaders, UnreadableEvent, type Envelope } from './envelope.ts';
import { MessageBuffer, MAX_UNDER_WAY } from './message-buffer.ts';
import { orStopped, pause } from './or-stopped.ts';
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
 *
 * @param gatherMs if not 0, the broker delivers nothing in between: messages are requested after each such pause.
 */
export async function* readStream(
  nc: NatsConnection,
  domain: Domain,
  from: StreamPlace | undefined,
  signal: AbortSignal,
  gatherMs = 0,
): AsyncGenerator<Delivery[]> {
  const opened = await orStopped(open(nc, domain, from), signal);
  if (opened === undefined) return;
  yield* gatherMs === 0 ? deliveries(nc, opened, signal) : gathered(opened, gatherMs, signal);
}

interface Opened {
  readonly consumer: Consumer;
  readonly streamCreated: string;
  /** The last message that the stream holds, unless it is another stream than the one that was opened. */
  lastSequence(): Promise<number>;
  /** The last message that was read before. */
  readonly reached: number;
}

async function open(nc: NatsConnection, domain: Domain, from: StreamPlace | undefined): Promise<Opened> {
  const manager = await jetstreamManager(nc, { checkAPI: false, timeout: API_TIMEOUT_MS });
  const name = streamName(domain);
  const { created, state } = await manager.streams.info(name);
  const resumes = from?.streamCreated === created && from.sequence <= state.last_seq;
  const consumer = await jetstream(nc, { timeout: API_TIMEOUT_MS }).consumers.get(name, {
    ...(resumes
      ? { deliver_policy: DeliverPolicy.StartSequence, opt_start_seq: from.sequence + 1 }
      : { deliver_policy: DeliverPolicy.All }),
    inactive_threshold: 60_000_000_000,
  });
  return {
    consumer,
    streamCreated: created,
    reached: resumes ? from.sequence : 0,
    async lastSequence() {
      const now = await manager.streams.info(name);
      if (now.created !== created) throw new Error('the broker lost the reading');
      return now.state.last_seq;
    },
  };
}

async function* deliveries(
  nc: NatsConnection,
  { consumer, streamCreated }: Opened,
  signal: AbortSignal,
): AsyncGenerator<Delivery[]> {
  const consuming = consumer.consume({ max_messages: MAX_UNDER_WAY });
  const messages = await orStopped(consuming, signal);
  if (messages === undefined) {
    consuming.then((unused) => unused.close()).catch(() => undefined);
    return;
  }
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

async function* gathered(opened: Opened, gatherMs: number, signal: AbortSignal): AsyncGenerator<Delivery[]> {
  let { reached } = opened;
  while (!signal.aborted) {
    const last = await orStopped(opened.lastSequence(), signal);
    if (last === undefined) return;
    if (last < reached) throw new Error('the stream is shorter than before');
    while (reached < last && !signal.aborted) {
      const batch = await fetchBatch(opened, signal);
      reached = batch.at(-1)?.place.sequence ?? last;
      if (batch.length > 0) yield batch;
    }
    await pause(gatherMs, signal);
  }
}

/** What is there, at most a batch. Nothing if the broker has deleted the rest because of its age. */
async function fetchBatch({ consumer, streamCreated }: Opened, signal: AbortSignal): Promise<Delivery[]> {
  const messages = await consumer.fetch({ max_messages: BATCH, expires: API_TIMEOUT_MS });
  const stop = (): void => messages.stop();
  signal.addEventListener('abort', stop, { once: true });
  const batch: Delivery[] = [];
  try {
    for await (const message of messages) {
      batch.push(toDelivery(message, streamCreated));
      if (message.info.pending === 0) break;
    }
  } finally {
    signal.removeEventListener('abort', stop);
    await orStopped(messages.close(), signal);
  }
  return batch;
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
