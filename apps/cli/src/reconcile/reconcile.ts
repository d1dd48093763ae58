import { setTimeout as sleep } from 'node:timers/promises';
import type { Connection } from '../connection/connect-services.ts';
import { compareCounts, type Comparison } from './compare-counts.ts';
import { takeSnapshot, type Snapshot } from './snapshot.ts';
import { goalsAfter, missingIn, type Goals, type Missing, type Rebuild } from './missing.ts';

export interface ReconcileOptions {
  /** How long to wait for events in flight, milliseconds. */
  readonly withinMs: number;
  /** Whether to also sum up intake's events, which reads its whole ledger. */
  readonly counts: boolean;
}

/** The result; complete when nothing is missing. */
export interface Reconciliation {
  readonly snapshot: Snapshot;
  /** Absent when not requested, or not meaningful because of what is missing. */
  readonly comparison: Comparison | undefined;
  readonly missing: readonly string[];
  /** The rebuilds that would resolve problems. */
  readonly rebuilds: readonly Rebuild[];
}

const PAUSE_MS = 200;

/**
 * Checks that everything acknowledged before the start is published, consumed, and counted. Read-only. Events that are
 * acknowledged during the check may still be in flight.
 */
export async function reconcile(
  connection: Connection,
  { withinMs, counts }: ReconcileOptions,
): Promise<Reconciliation> {
  const { snapshot, missing } = await settled(connection, performance.now() + withinMs);
  const canCompare = counts && isComparable(snapshot);
  const comparison = canCompare ? await compareCounts(connection) : undefined;
  const differences = comparison?.differences ?? [];
  return {
    snapshot,
    comparison,
    missing: [...missing.map(({ text }) => text), ...differences],
    rebuilds: [
      ...missing.flatMap(({ rebuild }) => rebuild ?? []),
      ...(differences.length === 0 ? [] : [{ service: 'statistics', producer: 'incidents' }]),
    ],
  };
}

async function settled({ operated }: Connection, until: number): Promise<{ snapshot: Snapshot; missing: Missing[] }> {
  let goals: Goals = new Map();
  for (;;) {
    const snapshot = await takeSnapshot(operated);
    goals = goalsAfter(goals, snapshot);
    const missing = missingIn(goals, snapshot);
    const mayCome = missing.some((one) => one.mayCome);
    if (!mayCome || performance.now() > until) return { snapshot, missing };
    await sleep(PAUSE_MS);
  }
}

/** Counts are not comparable with unknown events applied, a pruned ledger, or a service that does not respond. */
function isComparable({ services }: Snapshot): boolean {
  const intake = services.find(({ producer }) => producer === 'incidents');
  const consumed = services
    .find(({ service }) => service === 'statistics')
    ?.checkpoints.find(({ producer }) => producer === 'incidents');
  if (intake === undefined || consumed === undefined) return false;
  return consumed.isKnown && consumed.position <= intake.head.headPosition && intake.head.firstPosition <= 1n;
}
