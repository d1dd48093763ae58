import type { Job, Runtime } from '@safe-community/service-kit';
import { withCoverage } from './covered-survey.store.ts';
import { measuredEvent } from './measured-trust.events.ts';
import { lockMeasured, readMeasured, saveMeasured } from './measured-trust.store.ts';
import { changedTrust, measureTrust } from './measured-trust.ts';
import { POLICIES, readSurveys } from './trust.store.ts';

/** Surveys come a few times a year. */
const EVERY_MS = 5 * 60_000;

/**
 * Publishes the figures that have changed: through a survey, a withdrawal, or another policy, also one of before a version
 * that publishes them.
 */
export function publishTrustJob({ unitOfWork, clock }: Pick<Runtime, 'unitOfWork' | 'clock'>): Job {
  return {
    name: 'publish-trust',
    everyMs: EVERY_MS,
    run: () =>
      unitOfWork.record(async (tx) => {
        await lockMeasured(tx);
        const measured = measureTrust(await withCoverage(tx, await readSurveys(tx)), await POLICIES.list(tx));
        const changed = changedTrust(measured, await readMeasured(tx));
        if (changed.length > 0) await saveMeasured(tx, changed);
        const now = clock.now();
        return { result: changed.length, events: changed.map((each) => measuredEvent(each, now)) };
      }),
  };
}
