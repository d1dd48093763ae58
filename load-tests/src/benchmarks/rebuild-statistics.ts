import { setTimeout as sleep } from 'node:timers/promises';
import { openBacklog, type Backlog } from '../backlog.ts';
import { fillLedger } from '../fill-ledger.ts';
import type { System } from '../system.ts';
import { residentMb } from './export-figures.ts';
import { rebuildIncidents } from './figures.ts';

/** Events between two waits for the consumer. */
const STRETCH = 500_000;
/** The events are spread over so many days, the earliest first. */
const DAYS = 365;
/** Events that are recorded at a time while the rebuild goes on. */
const MEANWHILE = 20;
const MEANWHILE_EVERY_MS = 200;

export interface RebuiltStatistics {
  readonly events: number;
  /** Of the rebuild. */
  readonly seconds: number;
  /** From the commit of the first event until the last one was counted, the filling included. */
  readonly countedSeconds: number;
  /** Resident memory of statistics before the rebuild, and at most during it. */
  readonly beforeMb: number;
  readonly mostMb: number;
  /** The longest time that an event recorded meanwhile waited until it was counted, and how many were recorded. */
  readonly longestWaitSeconds: number;
  readonly meanwhile: number;
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
      const daysAgo = (number: number) => DAYS - Math.floor(((filled + number) * DAYS) / size);
      await fillLedger(system.intakeOwnerUrl, Math.min(STRETCH, size - filled), daysAgo);
      await backlog.untilApplied();
      say(`${Math.min(filled + STRETCH, size)} events are counted`);
    }
    const countedSeconds = (performance.now() - began) / 1_000;
    const { statistics } = system.processes.services;
    const beforeMb = residentMb(statistics);
    let mostMb = beforeMb;
    say('rebuilding …');
    const counting = keepCounting(system, backlog);
    const rebuilt = await rebuildIncidents(system, () => {
      mostMb = Math.max(mostMb, residentMb(statistics));
    });
    return { ...rebuilt, ...(await counting.stop()), countedSeconds, beforeMb, mostMb };
  } finally {
    await backlog.close();
  }
}

/** Records a few events after another, each time when the former ones are counted. */
function keepCounting(system: System, backlog: Backlog) {
  let [isStopping, longestWaitSeconds, meanwhile] = [false, 0, 0];
  const done = (async () => {
    while (!isStopping) {
      await fillLedger(system.intakeOwnerUrl, MEANWHILE);
      const began = performance.now();
      await backlog.untilApplied();
      longestWaitSeconds = Math.max(longestWaitSeconds, (performance.now() - began) / 1_000);
      meanwhile += MEANWHILE;
      await sleep(MEANWHILE_EVERY_MS);
    }
  })();
  return {
    async stop() {
      isStopping = true;
      await done;
      return { longestWaitSeconds, meanwhile };
    },
  };
}
