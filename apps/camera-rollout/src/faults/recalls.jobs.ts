import { type Job, type Runtime, onProgress } from '@safe-community/service-kit';
import { completedEvent } from './fault.events.ts';
import { completeRecalls } from './recall.store.ts';

/** Completes recalls of firmware when the last camera has another one, is retired, or is lost. */
export function completeRecallsJob({ unitOfWork, clock, database }: Runtime): Job {
  return onProgress('complete-firmware-recalls', database, () =>
    unitOfWork.record(async (tx) => {
      const now = clock.now();
      const completed = await completeRecalls(tx, now);
      return { result: completed.length, events: completed.map((recall) => completedEvent(recall, now)) };
    }),
  );
}
