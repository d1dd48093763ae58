import { openBacklog } from '../backlog.ts';
import { fillLedger } from '../fill-ledger.ts';
import type { System } from '../system.ts';
import { residentMb } from './export-figures.ts';
import { rebuildIncidents } from './figures.ts';

/** Events between two waits for the consumer. */
const STRETCH = 500_000;

export interface RebuiltStatistics {
  readonly events: number;
  /** Of the rebuild. */
  readonly seconds: number;
  /** From the commit of the first event until the last one was counted, the filling included. */
  readonly countedSeconds: number;
  /** Resident memory of statistics before the rebuild, and at most during it. */
  readonly beforeMb: number;
  readonly mostMb: number;
}

/** A rebuild of the counters of incidents from so many events, which are in the ledger of intake and were counted once. */
export async function rebuildStatistics(
  system: System,
  size: number,
  say: (line: string) => void,
): Promise<RebuiltStatistics> {
  const backlog = await openBacklog(system.intakeOwnerUrl, system.statisticsOwnerUrl);
  const began = performance.now();
  try {
    for (let filled = 0; filled < size; filled += STRETCH) {
      await fillLedger(system.intakeOwnerUrl, Math.min(STRETCH, size - filled));
      await backlog.untilApplied();
      say(`${Math.min(filled + STRETCH, size)} events are counted`);
    }
  } finally {
    await backlog.close();
  }
  const countedSeconds = (performance.now() - began) / 1_000;
  const { statistics } = system.processes.services;
  const beforeMb = residentMb(statistics);
  let mostMb = beforeMb;
  say('rebuilding …');
  const rebuilt = await rebuildIncidents(system, () => {
    mostMb = Math.max(mostMb, residentMb(statistics));
  });
  return { ...rebuilt, countedSeconds, beforeMb, mostMb };
}
