import { kyivDay } from '@safe-community/domain-kit';
import type { Job, Runtime } from '@safe-community/service-kit';
import type { Directory } from '../responsibility/module.ts';
import { openHromadas, readHistory } from '../territory/module.ts';
import { measuredEvent } from './measured-guarantee.events.ts';
import { lockMeasured, readChangedQuestions, readMeasuredHromadas, saveMeasured } from './measured-guarantee.store.ts';
import { changedHromadas } from './measured-guarantee.ts';
import { readServingIn, type ReadServing } from './serving.store.ts';

/** What an assignment, a state, or a profile changes is published this soon. */
const CHANGES_MS = 5_000;
/** What the time that passes, an answer, or another rule changes: the figures are counted by day. */
const ALL_MS = 5 * 60_000;

interface Needs extends Pick<Runtime, 'unitOfWork' | 'clock'> {
  readonly readServing: ReadServing;
  readonly directory: Pick<Directory, 'changes'>;
}

/**
 * Publishes the figures of the guarantee that have changed: through an assignment, a profile, an answer or another rule,
 * by the time that has passed, also those of before a version that publishes them.
 */
export function publishGuaranteeJob(needs: Needs): Job {
  // The database has what is published; these only spare a replica from comparing what has not changed.
  let allAt = Number.NEGATIVE_INFINITY;
  let compared: number | undefined;
  return {
    name: 'publish-guarantee',
    everyMs: CHANGES_MS,
    async run() {
      const [at, changes] = [performance.now(), needs.directory.changes()];
      const isAll = at - allAt >= ALL_MS;
      if (!isAll && changes === compared) return 0;
      const published = await publish(needs, isAll);
      compared = changes;
      if (isAll) allAt = at;
      return published;
    },
  };
}

/** @param isAll also of questions, of which another replica or the time that passes may have changed any. */
function publish({ unitOfWork, clock, readServing }: Needs, isAll: boolean): Promise<number> {
  return unitOfWork.record(async (tx) => {
    await lockMeasured(tx);
    const now = clock.now();
    const history = await readHistory(tx);
    const { open } = openHromadas(history, kyivDay(now));
    const officers = await readServingIn(tx, open, history, now, readServing);
    const ofHromadas = changedHromadas(open, officers, await readMeasuredHromadas(tx));
    const changed = [...ofHromadas, ...(isAll ? await readChangedQuestions(tx, now) : [])];
    if (changed.length > 0) await saveMeasured(tx, changed);
    return { result: changed.length, events: changed.map((each) => measuredEvent(each, now)) };
  });
}
