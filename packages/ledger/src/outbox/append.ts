import { randomUUID } from 'node:crypto';
import { columnOf, prepared, runStep, toDate, type EntityManager, type Step } from '@safe-community/database';
import type { NewEvent } from '@safe-community/events';
import { injectTrace, isTest } from '@safe-community/telemetry';

/** The only partition: one ledger is enough so far. */
export const PARTITION = 0;

/** An event with the trace and the mark of tests of the call that caused it. */
export interface RecordedEvent extends NewEvent {
  readonly eventId: string;
  readonly traceparent: string;
  readonly isTest: boolean;
}

/** The events of one commit, with what the ledger assigned to them. */
export interface Appended {
  readonly epoch: string;
  /** Position of the first event; the others follow without gaps. */
  readonly first: bigint;
  readonly recordedAt: Date;
  readonly events: readonly RecordedEvent[];
}

/** A size that the broker always accepts; its own limit is 1 MiB with the headers. */
const MAX_EVENT_BYTES = 512 * 1024;

/**
 * Adds the trace and the mark of tests of the current call to an event. Throws when the event is too large for the
 * broker: once committed, it could never be published.
 */
export function recorded(event: NewEvent): RecordedEvent {
  if (event.body.byteLength > MAX_EVENT_BYTES) {
    throw new Error(`an event of ${event.body.byteLength} bytes cannot be published: ${event.type}`);
  }
  let traceparent = '';
  injectTrace((name, value) => {
    if (name === 'traceparent') traceparent = value;
  });
  return { ...event, eventId: randomUUID(), traceparent, isTest: event.isTest ?? isTest() };
}

/**
 * Writes events into the ledger, as the last statement of the transaction. It assigns their positions and holds the
 * lock of the head row until the commit, so that positions have no gaps and are in the order of the commits; a rollback
 * frees them again. Resolves to the events as the ledger has them; undefined for none.
 */
export async function appendEvents(em: EntityManager, events: readonly RecordedEvent[]): Promise<Appended | undefined> {
  if (events.length === 0) return undefined;
  return appendedBy(events, await runStep<AppendedRow>(em, appendStep(events)));
}

/** The same as a step of a transaction in one round trip; for at least one event. */
export function appendStep(events: readonly RecordedEvent[]): Step {
  const values = [
    PARTITION,
    columnOf('uuid', events, (event) => event.eventId),
    columnOf('text', events, (event) => event.type),
    columnOf('text', events, (event) => event.subject),
    columnOf('text', events, (event) => event.traceparent),
    columnOf('boolean', events, (event) => event.isTest),
    columnOf('bytea', events, (event) => event.body),
    events.length,
  ];
  return { statement: APPEND, values };
}

interface AppendedRow {
  readonly position: string;
  readonly epoch: string;
  readonly recorded_at: string;
}

/** @param found the rows of `appendStep` for these events. */
export function appendedBy(events: readonly RecordedEvent[], found: readonly object[] = []): Appended {
  const [row] = found as readonly AppendedRow[];
  if (row === undefined) throw new Error('the ledger has no head row: is the database migrated?');
  const first = BigInt(row.position) - BigInt(events.length) + 1n;
  return { epoch: row.epoch, first, recordedAt: toDate(row.recorded_at), events };
}

// The commit always waits for the disk, also a consumer's or by the operator's settings: otherwise a position that was
// published and then lost with the server would be assigned to another event.
// clock_timestamp: under the lock of the head the times are in order as well.
// Without its head row a ledger would silently drop the events: the division by zero makes the statement fail.
const APPEND = prepared(`
  with head as (
    update ledger_head set position = position + $8::int where partition = $1
    returning position as last, epoch, clock_timestamp() as recorded_at,
      case current_setting('synchronous_commit')
        when 'off' then set_config('synchronous_commit', 'on', true)
      end as waits_for_disk
  ), inserted as (
    insert into ledger_event
      (partition, position, event_id, type, subject, recorded_at, traceparent, is_test, body)
    select $1, head.last - $8::int + e.ord, e.event_id, e.type, e.subject,
           head.recorded_at, e.traceparent, e.is_test, e.body
    from head, unnest($2::uuid[], $3::text[], $4::text[], $5::text[], $6::boolean[], $7::bytea[])
      with ordinality as e (event_id, type, subject, traceparent, is_test, body, ord)
  )
  select max(last) as position, max(epoch::text) as epoch, max(recorded_at) as recorded_at, 1 / count(*) as heads
  from head`);
