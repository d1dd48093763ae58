import { setTimeout as sleep } from 'node:timers/promises';
import type { Connection } from '../connection/connect-services.ts';
import { compareCounts, type Comparison } from './compare-counts.ts';
import { lookAt, type Look } from './look.ts';
import { goalsAfter, missingIn, type Goals, type Missing, type Rebuild } from './missing.ts';

export interface ReconcileOptions {
  /** How long to wait for what is under way, milliseconds. */
  readonly withinMs: number;
  /** Whether to sum up intake's facts as well: it reads its whole ledger. */
  readonly counts: boolean;
}

/** What was found; complete when nothing is missing. */
export interface Reconciliation {
  readonly look: Look;
  /** Absent when it was not asked for, or makes no sense by what is missing. */
  readonly comparison: Comparison | undefined;
  readonly missing: readonly string[];
  /** What a rebuild would bring right. */
  readonly rebuilds: readonly Rebuild[];
}

const PAUSE_MS = 200;

/**
 * Looks whether all that was acknowledged before it began is published, heard and counted. Reads only, and asks of a
 * system at work no more than that: what is acknowledged meanwhile may still be on its way.
 */
export async function reconcile(
  connection: Connection,
  { withinMs, counts }: ReconcileOptions,
): Promise<Reconciliation> {
  const { look, missing } = await settled(connection, performance.now() + withinMs);
  const canCompare = counts && isHeard(look);
  const comparison = canCompare ? await compareCounts(connection) : undefined;
  const differences = comparison?.differences ?? [];
  return {
    look,
    comparison,
    missing: [...missing.map(({ text }) => text), ...differences],
    rebuilds: [
      ...missing.flatMap(({ rebuild }) => rebuild ?? []),
      ...(differences.length === 0 ? [] : [{ service: 'statistics', producer: 'incidents' }]),
    ],
  };
}

async function settled({ operated }: Connection, until: number): Promise<{ look: Look; missing: Missing[] }> {
  let goals: Goals = new Map();
  for (;;) {
    const look = await lookAt(operated);
    goals = goalsAfter(goals, look);
    const missing = missingIn(goals, look);
    const mayCome = missing.some((one) => one.mayCome);
    if (!mayCome || performance.now() > until) return { look, missing };
    await sleep(PAUSE_MS);
  }
}

/** What was applied of another epoch is in no ledger, what is pruned cannot be summed up, who is silent tells no counts. */
function isHeard({ services }: Look): boolean {
  const intake = services.find(({ producer }) => producer === 'incidents');
  const heard = services
    .find(({ service }) => service === 'statistics')
    ?.checkpoints.find(({ producer }) => producer === 'incidents');
  if (intake === undefined || heard === undefined) return false;
  return heard.isKnown && heard.position <= intake.head.headPosition && intake.head.firstPosition <= 1n;
}
