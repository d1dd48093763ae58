import { kyivDay } from '@safe-community/domain-kit';
import { type Job, type Runtime, onProgress } from '@safe-community/service-kit';
import { recalledEvent } from './recall.events.ts';
import { addRecalls, takeMisheld } from './recall.store.ts';
import { dueDay } from './return-term.ts';
import { findTerm } from './return-term.store.ts';

/** Cameras per transaction. */
const PORTION = 100;

/**
 * Recalls the cameras of officers whom an event of the registry dismissed or moved. A job finds them by what is stored, so
 * that it does not matter whether the event or the issue of the camera was committed first.
 */
export function recallJob({ unitOfWork, clock, database }: Runtime): Job {
  return onProgress('recall-cameras', database, () =>
    unitOfWork.record(async (tx) => {
      const misheld = await takeMisheld(tx, PORTION);
      const recalledAt = clock.now();
      const recalls = misheld.map((each) => ({ ...each, recallId: clock.newId(recalledAt), recalledAt }));
      if (recalls.length > 0) await addRecalls(tx, recalls);
      const today = kyivDay(recalledAt);
      const term = await findTerm(tx, today);
      const dueOn = term && dueDay(today, term);
      return { result: recalls.length, events: recalls.map((recall) => recalledEvent(recall, dueOn)) };
    }),
  );
}
