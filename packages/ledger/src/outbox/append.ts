import { randomUUID } from 'node:crypto';
import { columnOf, prepared, rows, type EntityManager, type Step } from '@safe-community/database';
import type { NewEvent } from '@safe-community/events';
import { injectTrace, isSynthetic } from '@safe-community/telemetry';

/** The only partition, until one ledger is no longer enough. */
export const PARTITION = 0;

/** An event with what the call that caused it leaves on it. */
export interface RecordedEvent extends NewEvent {
  readonly eventId: string;
  readonly traceparent: string;
  readonly synthetic: boolean;
}

/** What the broker takes for certain; its own limit is 1 MiB with the headers. */
const LARGEST_EVENT_BYTES = 512 * 1024;

/**
 * Takes the trace and the synthetic mark of the work under way onto an event. Throws when
 * the event is too large for the broker: committed, it would hold up all that come after it.
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
 * Writes events into the ledger as the last statement of the transaction: the
 * positions are born here, and the head row's lock is held until the commit, so
 * they are gapless and in the order of the commits; a rollback gives them back.
 * Returns the position of the last one.
 */
export async function appendEvents(em: EntityManager, events: readonly RecordedEvent[]): Promise<bigint> {
  if (events.length === 0) return 0n;
  const { statement, values } = appendStep(events);
  const [last] = await rows<{ position: string }>(em, statement.preparedText, values);
  return BigInt(last?.position ?? 0);
}

/** The same as a step of a transaction in one go; of one event at least. */
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

// A commit that does not wait for the disk (a consumer's, or by the operator's settings) is made to wait: a
// position that was published and then lost with the server would be given to another event.
// clock_timestamp: under the head's lock the times are in order as well.
// A ledger without its head would take no events and say nothing: to divide by nothing fails.
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
