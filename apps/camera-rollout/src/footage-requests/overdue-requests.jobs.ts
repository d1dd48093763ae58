import type { Job, Runtime } from '@safe-community/service-kit';
import { overdueEvent } from './footage-request.events.ts';
import { isAnyOverdue, takeOverdue } from './due-requests.store.ts';

const EVERY_MS = 3_000;

/** Requests per transaction. */
const PORTION = 100;

/** Publishes one event for each deadline that passes without a decision. */
export function overdueRequestsJob(runtime: Pick<Runtime, 'database' | 'unitOfWork' | 'clock'>): Job {
  return { name: 'overdue-requests', everyMs: EVERY_MS, run: () => publishOverdue(runtime) };
}

/** Usually nothing is overdue, and one statement without a transaction tells. */
async function publishOverdue({
  database,
  unitOfWork,
  clock,
}: Pick<Runtime, 'database' | 'unitOfWork' | 'clock'>): Promise<number> {
  if (!(await isAnyOverdue(database.em.fork(), clock.now()))) return 0;
  return unitOfWork.record(async (tx) => {
    const overdue = await takeOverdue(tx, clock.now(), PORTION);
    return { result: overdue.length, events: overdue.map(overdueEvent) };
  });
}
