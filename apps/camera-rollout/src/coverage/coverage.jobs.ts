import { kyivDay } from '@safe-community/domain-kit';
import { type Job, type Runtime, onProgress } from '@safe-community/service-kit';
import { changedEvent } from './coverage.events.ts';
import { coverageAsOf, coverageByUnit, lockRecords, saveRecords } from './coverage.store.ts';
import { changedUnits } from './coverage.ts';

/** After every other day. */
const NEWEST = '2100-12-31';

/** Records the figures of the units that changed, for the days to come and for watchers. */
export function recordCoverageJob({ unitOfWork, clock, database }: Runtime): Job {
  return onProgress('record-coverage', database, () =>
    unitOfWork.record(async (tx) => {
      await lockRecords(tx);
      const now = clock.now();
      const { units: stored } = await coverageAsOf(tx, '', NEWEST);
      const changed = changedUnits(await coverageByUnit(tx, ''), stored);
      if (changed.length > 0) await saveRecords(tx, kyivDay(now), changed);
      return { result: changed.length, events: changed.map((unit) => changedEvent(unit, now)) };
    }),
  );
}
