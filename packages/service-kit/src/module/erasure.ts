import { earlierTime, type EntityManager } from '@safe-community/database';
import type { NewEvent } from '@safe-community/events';
import type { Job } from '../run-jobs.ts';
import type { Runtime } from './rpc.ts';

/** Whose personal data a service erases, and how. */
export interface Erasure {
  /** Locks at most so many subjects whose data is due by a time. Those who are locked already are skipped. */
  readonly lockDue: (tx: EntityManager, time: Date, most: number) => Promise<readonly string[]>;
  /** Erases the data of a locked subject. Resolves to the events about it. */
  readonly eraseOne: (tx: EntityManager, id: string, now: Date) => Promise<readonly NewEvent[]>;
}

type ErasureRuntime = Pick<Runtime, 'unitOfWork' | 'clock'>;

/** Erasure is due to the day: it may be a minute late. */
const EVERY_MS = 60_000;

/** Small, since each subject stays locked until the whole portion is erased. */
const PORTION = 20;

/** The job that erases personal data when its retention ends. A portion is erased with its events, or not at all. */
export function erasureJob(erasure: Erasure, runtime: ErasureRuntime): Job {
  return { name: 'erase-due', everyMs: EVERY_MS, run: () => eraseDue(erasure, runtime) };
}

/** Erases a portion of what is due, by the clock of the database as well; resolves to the number of subjects. */
export function eraseDue({ lockDue, eraseOne }: Erasure, { unitOfWork, clock }: ErasureRuntime): Promise<number> {
  return unitOfWork.record(async (tx) => {
    const now = clock.now();
    const due = await lockDue(tx, await earlierTime(tx, now), PORTION);
    const events: NewEvent[] = [];
    for (const id of due) events.push(...(await eraseOne(tx, id, now)));
    return { result: due.length, events };
  });
}
