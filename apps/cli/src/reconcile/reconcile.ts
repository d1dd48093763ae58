import { setTimeout as sleep } from 'node:timers/promises';
import type { Connection } from '../connection/connect-services.ts';
import { compareCounts, type Comparison } from './compare-counts.ts';
import { lookAt, type Look } from './look.ts';
import { goalsAfter, missingIn, type Goals } from './missing.ts';

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
  return { look, comparison, missing: [...missing, ...(comparison?.differences ?? [])] };
}

async function settled({ operated }: Connection, until: number): Promise<{ look: Look; missing: string[] }> {
  let goals: Goals = new Map();
  for (;;) {
    const look = await lookAt(operated);
    goals = goalsAfter(goals, look);
    const missing = missingIn(goals, look);
    const mayCome = missing.some((one) => one.mayCome);
    if (!mayCome || performance.now() > until) return { look, missing: missing.map(({ text }) => text) };
    await sleep(PAUSE_MS);
  }
}

/** Positions of different epochs are not compared, and a service that is silent tells no counts. */
function isHeard({ services }: Look): boolean {
  const intake = services.find(({ producer }) => producer === 'incidents');
  const heard = services
    .find(({ service }) => service === 'statistics')
    ?.checkpoints.find(({ producer }) => producer === 'incidents');
  if (intake === undefined || heard === undefined) return false;
  const isSameLife = heard.epoch === '' || heard.epoch === intake.head.epoch;
  return isSameLife && heard.position <= intake.head.headPosition;
}
