import { kyivDay } from '@safe-community/domain-kit';
import type { Job, Runtime } from '@safe-community/service-kit';
import { openHromadas, readHistory } from '../territory/module.ts';
import { measuredEvent } from './measured-guarantee.events.ts';
import { lockMeasured, readChangedQuestions, readMeasuredHromadas, saveMeasured } from './measured-guarantee.store.ts';
import { changedHromadas } from './measured-guarantee.ts';
import { readServingIn, type ReadServing } from './serving.store.ts';

/** The figures are counted by day. */
const EVERY_MS = 5 * 60_000;

interface Needs extends Pick<Runtime, 'unitOfWork' | 'clock'> {
  readonly readServing: ReadServing;
}

/**
 * Publishes the figures of the guarantee that have changed: through an assignment, a profile, an answer or another rule,
 * by the time that has passed, also those of before a version that publishes them.
 */
export function publishGuaranteeJob({ unitOfWork, clock, readServing }: Needs): Job {
  return {
    name: 'publish-guarantee',
    everyMs: EVERY_MS,
    run: () =>
      unitOfWork.record(async (tx) => {
        await lockMeasured(tx);
        const now = clock.now();
        const history = await readHistory(tx);
        const { open } = openHromadas(history, kyivDay(now));
        const officers = await readServingIn(tx, open, history, now, readServing);
        const ofHromadas = changedHromadas(open, officers, await readMeasuredHromadas(tx));
        const changed = [...ofHromadas, ...(await readChangedQuestions(tx, now))];
        if (changed.length > 0) await saveMeasured(tx, changed);
        return { result: changed.length, events: changed.map((each) => measuredEvent(each, now)) };
      }),
  };
}
