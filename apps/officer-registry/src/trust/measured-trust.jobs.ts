import { kyivDay } from '@safe-community/domain-kit';
import type { Job, NotedWrites, Runtime } from '@safe-community/service-kit';
import { NORMS } from '../beats/module.ts';
import type { Directory } from '../responsibility/module.ts';
import { withKeptCoverage } from './kept-coverage.jobs.ts';
import { measuredEvent } from './measured-trust.events.ts';
import { lockMeasured, readMeasured, saveMeasured } from './measured-trust.store.ts';
import { changedTrust, measureTrust } from './measured-trust.ts';
import { POLICIES, readSurveys } from './trust.store.ts';

/** What was recorded here is published this soon after it has settled. */
const LOOK_MS = 5_000;
/** What follows from the directory, the day, and writes of other replicas. */
const ALL_MS = 5 * 60_000;

interface Needs extends Pick<Runtime, 'unitOfWork' | 'clock'> {
  readonly directory: Pick<Directory, 'changes'>;
  /** Those of surveys and policies. Without them, each run looks. */
  readonly writes?: Pick<NotedWrites, 'settled'>;
}

/**
 * Publishes the figures that have changed: through a survey, a withdrawal, another policy, or who covered whom.
 */
export function publishTrustJob({ unitOfWork, clock, directory, writes }: Needs): Job {
  let measuredOf: string | undefined;
  // These only spare a replica from reading what has not changed.
  let [lookedAt, after] = [Number.NEGATIVE_INFINITY, 0];
  return {
    name: 'publish-trust',
    everyMs: LOOK_MS,
    async run() {
      const [at, settled] = [performance.now(), writes?.settled()];
      if (settled !== undefined && settled === after && at - lookedAt < ALL_MS) return 0;
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
      [lookedAt, after] = [at, settled ?? 0];
      return published;
    },
  };
}
