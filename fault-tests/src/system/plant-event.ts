import { incidentReported } from '@safe-community/events';
import type { System } from './system.ts';

/** Commits an event as a buggy version of intake would. Returns its position. */
export async function plantEvent(system: System, body: Buffer): Promise<bigint> {
  const [row] = await system.sql<{ position: string }>(
    'incident-intake',
    `with head as (
       update ledger_head set position = position + 1 where partition = 0 returning position
     )
     insert into ledger_event (partition, position, event_id, type, subject, recorded_at, traceparent, is_test, body)
     select 0, head.position, gen_random_uuid(), type, subject, clock_timestamp(), '', false, $1
     from head, (select type, subject from ledger_event where type = $2 limit 1) as like_others
     returning position`,
    [body, incidentReported.type],
  );
  if (row === undefined) throw new Error('the ledger has no event to copy');
  return BigInt(row.position);
}
