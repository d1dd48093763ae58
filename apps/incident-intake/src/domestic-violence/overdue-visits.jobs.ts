import type { Job, Runtime } from '@safe-community/service-kit';
import { takeOverdue } from './due-visits.store.ts';
import { visitOverdueEvent } from './violence.events.ts';

/** Visits are due to the hour, so half a minute is no delay. */
const EVERY_MS = 30_000;

/** Visits per transaction. */
const PORTION = 100;

export function overdueVisitsJob(runtime: OverdueVisitsRuntime): Job {
  return { name: 'overdue-visits', everyMs: EVERY_MS, run: () => reportOverdueVisits(runtime) };
}

export type OverdueVisitsRuntime = Pick<Runtime, 'unitOfWork' | 'clock'>;

/** Publishes one event for each overdue visit; resolves to their number. */
export function reportOverdueVisits({ unitOfWork, clock }: OverdueVisitsRuntime): Promise<number> {
  return unitOfWork.record(async (tx) => {
    const overdue = await takeOverdue(tx, clock.now(), PORTION);
    return { result: overdue.length, events: overdue.map(visitOverdueEvent) };
  });
}
