import { randomUUID } from 'node:crypto';
import { columnOf, prepared, rows, type EntityManager, type Step } from '@safe-community/database';
import type { NewEvent } from '@safe-community/events';
import { injectTrace, isSynthetic } from '@safe-community/telemetry';

/** The only partition: one ledger is enough so far. */
export const PARTITION = 0;

/** An event with the trace and the synthetic mark of the call that caused it. */
export interface RecordedEvent extends NewEvent {
  readonly eventId: string;
  readonly traceparent: string;
  readonly synthetic: boolean;
}

/** A size that the broker always accepts; its own limit is 1 MiB with the headers. */
const LARGEST_EVENT_BYTES = 512 * 1024;

/**
 * Adds the trace and the synthetic mark of the current call to an event. Throws when the event is too large for the
 * broker: once committed, it could never be published.
 */
export function recorded(event: NewEvent): RecordedEvent {
  if (event.body.byteLength > LARGEST_EVENT_BYTES) {
    throw new Error(`an event of ${event.body.byteLength} bytes cannot be published: ${event.type}`);
  }
  let traceparent = '';
  injectTrace((name, value) => {
    if (name === 'traceparent') traceparent = value;
  });
  return { ...event, eventId: randomUUID(), traceparent, synthetic: event.synthetic ?? isSynthetic() };
}

/**
 * Writes events into the ledger, as the last statement of the transaction. It assigns their positions and holds the
 * lock of the head row until the commit, so that positions have no gaps and are in the order of the commits; a rollback
 * frees them again. Returns the position of the last event.
 */
export async function appendEvents(em: EntityManager, events: readonly RecordedEvent[]): Promise<bigint> {
  if (events.length === 0) return 0n;
  const { statement, values } = appendStep(events);
  const [last] = await rows<{ position: string }>(em, statement.preparedText, values);
  return BigInt(last?.position ?? 0);
}

/** The same as a step of a transaction in one round trip; for at least one event. */
export function appendStep(events: readonly RecordedEvent[]): Step {
  const values = [
    PARTITION,
    columnOf('uuid', events, (event) => event.eventId),
    columnOf('text', events, (event) => event.type),
    columnOf('text', events, (event) => event.subject),
    columnOf('text', events, (event) => event.traceparent),
    columnOf('boolean', events, (event) => event.synthetic),
    columnOf('bytea', events, (event) => event.body),
    events.length,
  ];
  return { statement: APPEND, values };
}

// The commit always waits for the disk, also a consumer's or by the operator's settings: otherwise a position that was
// published and then lost with the server would be assigned to another event.
// clock_timestamp: under the lock of the head the times are in order as well.
// Without its head row a ledger would silently drop the events: the division by zero makes the statement fail.
const APPEND = prepared(`
  with head as (
    update ledger_head set position = position + $8::int where partition = $1
    returning position as last,
      case current_setting('synchronous_commit')
        when 'off' then set_config('synchronous_commit', 'on', true)
      end as waits_for_disk
  ), inserted as (
    insert into ledger_event
      (partition, position, event_id, type, subject, recorded_at, traceparent, synthetic, body)
    select $1, head.last - $8::int + e.ord, e.event_id, e.type, e.subject,
           clock_timestamp(), e.traceparent, e.synthetic, e.body
    from head, unnest($2::uuid[], $3::text[], $4::text[], $5::text[], $6::boolean[], $7::bytea[])
      with ordinality as e (event_id, type, subject, traceparent, synthetic, body, ord)
  )
  select max(last) as position, 1 / count(*) as heads from head`);
