import type { Database } from '@safe-community/database';
import {
  brokerDifferences,
  ledgerOldestUnpublished,
  ledgerSetAside,
  ledgerUnpublished,
} from '@safe-community/telemetry';
import { PARTITION } from './append.ts';
import { backlogOf } from './backlog.ts';
import type { BrokerCheck } from './broker-check.ts';
import { countSetAside } from './set-aside.ts';

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
