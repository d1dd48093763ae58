import { kyivDay } from '@safe-community/domain-kit';
import type { Job, NotedWrites, Runtime } from '@safe-community/service-kit';
import type { Directory } from '../responsibility/module.ts';
import { openHromadas, readHistory, type FindUnit } from '../territory/module.ts';
import { countDueReports, firstDayCounted } from './count-reports.jobs.ts';
import { measuredEvent } from './measured-guarantee.events.ts';
import {
  lockMeasured,
  readChangedQuestions,
  readMeasuredHromadas,
  readMeasuredReports,
  saveMeasured,
} from './measured-guarantee.store.ts';
import { changedFigures, changedHromadas } from './measured-guarantee.ts';
import { readServed as readServedHromadas, type ReadServed } from './serving.store.ts';

/** What an assignment, a state, or a profile changes is published this soon; what was recorded here, once it has settled. */
const CHANGES_MS = 5_000;
/** What the time that passes or another replica changes: the figures are counted by day. */
const ALL_MS = 5 * 60_000;

interface Needs extends Pick<Runtime, 'unitOfWork' | 'clock'> {
  readonly findUnit: FindUnit;
  readonly directory: Pick<Directory, 'changes'>;
  /** Those of questions, reports and rules. */
  readonly writes?: Pick<NotedWrites, 'settled'>;
  /** Replaceable by tests. */
  readonly readServed?: ReadServed;
}

/**
 * Publishes the figures of the guarantee that have changed: through an assignment, a profile, an answer, a report or another
 * rule, or by the time that has passed.
 */
export function publishGuaranteeJob(needs: Needs): Job {
  const { directory, writes, readServed = readServedHromadas } = needs;
  // The database has what is published; these only spare a replica from comparing what has not changed.
  let allAt = Number.NEGATIVE_INFINITY;
  let compared: number | undefined;
  let after = 0;
  return {
    name: 'publish-guarantee',
    everyMs: CHANGES_MS,
    async run() {
      const [at, changes] = [performance.now(), directory.changes()];
      const settled = writes?.settled() ?? 0;
      const isAll = at - allAt >= ALL_MS || settled !== after;
      if (!isAll && changes === compared) return 0;
      const published = await publish({ ...needs, readServed }, isAll);
      compared = changes;
      if (isAll) [allAt, after] = [at, settled];
      return published;
    },
  };
}

/** @param isAll also of questions and reports, of which another replica or the time that passes may have changed any. */
function publish(
  { unitOfWork, clock, findUnit, readServed }: Needs & { readonly readServed: ReadServed },
  isAll: boolean,
): Promise<number> {
  return unitOfWork.record(async (tx) => {
    await lockMeasured(tx);
    const now = clock.now();
    const history = await readHistory(tx);
    const { open } = openHromadas(history, kyivDay(now));
    const changed = changedHromadas(open, await readServed(tx, history, now), await readMeasuredHromadas(tx));
    if (isAll) {
      const counted = await countDueReports(tx, { findUnit, history, now });
      changed.push(
        ...(await readChangedQuestions(tx, now)),
        ...changedFigures(counted, await readMeasuredReports(tx, firstDayCounted(now))),
      );
    }
    if (changed.length > 0) await saveMeasured(tx, changed);
    return { result: changed.length, events: changed.map((each) => measuredEvent(each, now)) };
  });
}
