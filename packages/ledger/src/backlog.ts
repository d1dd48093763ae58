import { rows, type EntityManager } from '@safe-community/database';
import { PARTITION } from './append.ts';

/** How far the broker is behind the ledger. */
export interface Backlog {
  /** Committed events beyond the mark. */
  readonly events: number;
  /** How long the oldest of them has waited, seconds; 0 when none waits. */
  readonly oldestSeconds: number;
}

/** From the tables, and not from what the relay remembers: that is silent while it cannot publish. */
export async function backlogOf(em: EntityManager): Promise<Backlog> {
  const [row] = await rows<{ events: string; seconds: string | null }>(
    em,
    `select h.position - m.position as events,
       greatest(extract(epoch from clock_timestamp() - e.recorded_at), 0) as seconds
     from ledger_head h join ledger_mark m using (partition)
       left join ledger_event e on e.partition = h.partition and e.position = m.position + 1
     where h.partition = $1`,
    [PARTITION],
  );
  return { events: Number(row?.events), oldestSeconds: Number(row?.seconds ?? 0) };
}
