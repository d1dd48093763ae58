import { kyivDay } from '@safe-community/domain-kit';
import type { Job, Runtime } from '@safe-community/service-kit';
import { NORMS } from '../beats/module.ts';
import type { Directory } from '../responsibility/module.ts';
import { withKeptCoverage } from './kept-coverage.adapter.ts';
import { measuredEvent } from './measured-trust.events.ts';
import { lockMeasured, readMeasured, saveMeasured } from './measured-trust.store.ts';
import { changedTrust, measureTrust } from './measured-trust.ts';
import { POLICIES, readSurveys } from './trust.store.ts';

/** Surveys come a few times a year. */
const EVERY_MS = 5 * 60_000;

interface Needs extends Pick<Runtime, 'unitOfWork' | 'clock'> {
  readonly directory: Pick<Directory, 'changes'>;
}

/**
 * Publishes the figures that have changed: through a survey, a withdrawal, another policy, or who covered whom, also
 * those of before a version that publishes them.
 */
export function publishTrustJob({ unitOfWork, clock, directory }: Needs): Job {
  let measuredOf: string | undefined;
  return {
    name: 'publish-trust',
    everyMs: EVERY_MS,
    async run() {
      const changes = directory.changes();
      const { inputs, published } = await unitOfWork.record(async (tx) => {
        await lockMeasured(tx);
        const now = clock.now();
        const today = kyivDay(now);
        const [surveys, policies, norms] = [await readSurveys(tx), await POLICIES.list(tx), await NORMS.list(tx)];
        // A survey never changes.
        const read = JSON.stringify([today, surveys.map(({ surveyId }) => surveyId), policies, norms, changes]);
        if (read === measuredOf) return { result: { inputs: read, published: 0 }, events: [] };
        const measured = measureTrust(await withKeptCoverage(tx, surveys, today), policies);
        const changed = changedTrust(measured, await readMeasured(tx));
        if (changed.length > 0) await saveMeasured(tx, changed);
        const events = changed.map((each) => measuredEvent(each, now));
        return { result: { inputs: read, published: changed.length }, events };
      });
      measuredOf = inputs;
      return published;
    },
  };
}
