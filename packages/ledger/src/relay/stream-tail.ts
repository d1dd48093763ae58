import type { JetStreamManager, StoredMsg } from '@nats-io/jetstream';
import { rows, type EntityManager } from '@safe-community/database';
import {
  domainSubjects,
  fromHeaders,
  streamName,
  UnreadableEvent,
  type Domain,
  type Envelope,
} from '@safe-community/events';
import { knownEvents } from '../outbox/stored-event.ts';

/** The newest event of the stream; undefined when the stream is empty, or its newest message is not an event. */
export async function newestInStream(manager: JetStreamManager, domain: Domain): Promise<Envelope | undefined> {
  const message = await manager.streams.getMessage(streamName(domain), { last_by_subj: domainSubjects(domain) });
  return message === null ? undefined : readMessage(message);
}

/**
 * Position of the newest event of the stream that is not beyond `reached`; 0 for none. Events beyond it were on their
 * way when the broker went away, and the client sends them as soon as it is connected again: in a store that lost events
 * they lie behind the missing stretch.
 */
export async function newestUpTo(manager: JetStreamManager, domain: Domain, reached: bigint): Promise<bigint> {
  const { state } = await manager.streams.info(streamName(domain));
  let [low, high, found] = [state.first_seq, state.last_seq, 0n];
  // The events that were on their way came last.
  while (low <= high && high > 0) {
    const seq = Math.floor((low + high) / 2);
    const message = await manager.streams.getMessage(streamName(domain), { seq });
    const position = message === null ? undefined : readMessage(message)?.position;
    if (position !== undefined && position > reached) high = seq - 1;
    else {
      found = position ?? found;
      low = seq + 1;
    }
  }
  return found;
}

const BATCH = 100;

/**
 * Keeps the events at the end of the stream that the ledger does not have: they were committed and published, and lost
 * when an older database took the place of the one that published them. Resolves to how many. Safe to repeat.
 */
export async function keepLostEvents(manager: JetStreamManager, domain: Domain, em: EntityManager): Promise<number> {
  const { state } = await manager.streams.info(streamName(domain));
  let found = 0;
  for (let last = state.last_seq; last >= state.first_seq && last > 0; last -= BATCH) {
    const events = await readBackwards(manager, domain, last, Math.max(state.first_seq, last - BATCH + 1));
    const known = await knownEvents(em, events);
    // Events before a known one are older than the point where stream and ledger diverged.
    const knownAt = events.findIndex((event) => known.has(event));
    const lost = knownAt < 0 ? events : events.slice(0, knownAt);
    await insertLost(em, lost);
    found += lost.length;
    if (knownAt >= 0) break;
  }
  return found;
}

async function readBackwards(manager: JetStreamManager, domain: Domain, from: number, to: number): Promise<Envelope[]> {
  const sequences = Array.from({ length: from - to + 1 }, (_, index) => from - index);
  const messages = await Promise.all(sequences.map((seq) => manager.streams.getMessage(streamName(domain), { seq })));
  return messages.flatMap((message) => (message === null ? [] : (readMessage(message) ?? [])));
}

function readMessage(message: StoredMsg): Envelope | undefined {
  try {
    return fromHeaders((name) => message.header.get(name), message.subject, message.data);
  } catch (error) {
    if (error instanceof UnreadableEvent) return undefined;
    throw error;
  }
}

async function insertLost(em: EntityManager, events: readonly Envelope[]): Promise<void> {
  await rows(em, INSERT, [
    events.map(({ epoch }) => epoch),
    events.map(({ partition }) => partition),
    events.map(({ position }) => position),
    events.map(({ id }) => id),
    events.map(({ type }) => type),
    events.map(({ subject }) => subject),
    events.map(({ recordedAt }) => recordedAt),
    events.map(({ traceparent }) => traceparent),
    events.map(({ isTest }) => isTest),
    events.map(({ body }) => Buffer.from(body)),
  ]);
}

const INSERT = `
  insert into ledger_lost_event
    (epoch, partition, position, event_id, type, subject, recorded_at, traceparent, is_test, body)
  select * from unnest($1::uuid[], $2::smallint[], $3::bigint[], $4::uuid[], $5::text[], $6::text[], $7::timestamptz[],
    $8::text[], $9::boolean[], $10::bytea[])
  on conflict do nothing`;
