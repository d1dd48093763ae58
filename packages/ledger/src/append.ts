import { randomUUID } from 'node:crypto';
import { rows, type EntityManager } from '@safe-community/database';
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
  const [last] = await rows<{ position: string }>(em, APPEND, [
    PARTITION,
    events.map((event) => event.eventId),
    events.map((event) => event.type),
    events.map((event) => event.subject),
    events.map((event) => event.traceparent),
    events.map((event) => event.synthetic),
    events.map((event) => Buffer.from(event.body)),
    events.length,
  ]);
  if (last === undefined) throw new Error('the ledger has no head row: is the database migrated?');
  return BigInt(last.position);
}

// A commit that does not wait for the disk (a consumer's, or by the operator's settings) is made to wait: a
// position that was published and then lost with the server would be given to another event.
// clock_timestamp: under the head's lock the times are in order as well.
const APPEND = `
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
  select last as position from head`;
