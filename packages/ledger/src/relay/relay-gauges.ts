import { rows, type Database, type EntityManager } from '@safe-community/database';
import {
  brokerDifferences,
  ledgerOldestUnpublished,
  ledgerSetAside,
  ledgerUnpublished,
} from '@safe-community/telemetry';
import { PARTITION } from '../outbox/append.ts';
import type { BrokerCheck } from './broker-check.ts';
import { countQuarantined } from './quarantine.ts';

/** Exports how far the broker is behind, until the returned function is called. Every replica exports the same. */
export function exportBacklog(database: Database): () => void {
  const attributes = { 'safe_community.ledger.partition': PARTITION };
  const stops = [
    ledgerUnpublished.observe(async () => (await backlogOf(database.em.fork())).events, attributes),
    ledgerOldestUnpublished.observe(async () => (await backlogOf(database.em.fork())).oldestSeconds, attributes),
    ledgerSetAside.observe(() => countQuarantined(database.em.fork()), attributes),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}

/** Exports how many broker settings differ, at the replica that publishes; 0 at the others. */
export function exportDifferences(producer: string, check: BrokerCheck): () => void {
  return brokerDifferences.observe(() => check.differences, { 'safe_community.ledger.producer': producer });
}

/** How far the broker is behind the ledger. */
interface Backlog {
  /** Committed events beyond the mark. */
  readonly events: number;
  /** How long the oldest of them has waited, in seconds; 0 when none waits. */
  readonly oldestSeconds: number;
}

/** Read from the tables, not from the memory of the relay: a relay that cannot publish must not hide its backlog. */
async function backlogOf(em: EntityManager): Promise<Backlog> {
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
