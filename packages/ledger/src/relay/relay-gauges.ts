import { rows, type EntityManager, type Database } from '@safe-community/database';
import { PARTITION } from '../outbox/append.ts';
import {
  brokerDifferences,
  ledgerOldestUnpublished,
  ledgerSetAside,
  ledgerUnpublished,
} from '@safe-community/telemetry';
import type { BrokerCheck } from './broker-check.ts';
import { countSetAside } from './quarantine.ts';

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

/** Shows how far the broker is behind, until the returned function is called. Every replica shows the same. */
export function showBacklog(database: Database): () => void {
  const attributes = { 'safe_community.ledger.partition': PARTITION };
  const stops = [
    ledgerUnpublished.observe(async () => (await backlogOf(database.em.fork())).events, attributes),
    ledgerOldestUnpublished.observe(async () => (await backlogOf(database.em.fork())).oldestSeconds, attributes),
    ledgerSetAside.observe(() => countSetAside(database.em.fork()), attributes),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}

/** Shows how much of the broker is not as configured, at the replica that publishes; 0 at the others. */
export function showDifferences(producer: string, check: BrokerCheck): () => void {
  return brokerDifferences.observe(() => check.differences, { 'safe_community.ledger.producer': producer });
}
