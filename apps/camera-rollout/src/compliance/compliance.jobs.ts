import { addDays, kyivDay } from '@safe-community/domain-kit';
import type { Job, Runtime } from '@safe-community/service-kit';
import { countedEvent } from './compliance.events.ts';
import { saveDays } from './compliance-days.store.ts';
import { countCompliance } from './compliance.store.ts';

const EVERY_MS = 60_000;
/** Today and yesterday are counted each time, and the days before them every hour: recordings may be uploaded late. */
const OFTEN_DAYS = 1;
const SELDOM_DAYS = 35;
const SELDOM_MS = 3_600_000;

/** Publishes the figures of each unit and day that changed. Older days keep what was published last. */
export function countComplianceJob({ unitOfWork, clock }: Runtime, everyMs = EVERY_MS): Job {
  let wholeAt: number | undefined;
  return {
    name: 'count-compliance',
    everyMs,
    async run() {
      const isWhole = wholeAt === undefined || performance.now() - wholeAt >= SELDOM_MS;
      if (isWhole) wholeAt = performance.now();
      await unitOfWork.record(async (tx) => {
        const now = clock.now();
        const lastDay = kyivDay(now);
        const filter = {
          firstDay: addDays(lastDay, isWhole ? -SELDOM_DAYS : -OFTEN_DAYS),
          lastDay,
          unitCode: '',
          oblastCode: '',
          officerId: '',
          visible: ['%'],
        };
        const changed = await saveDays(tx, await countCompliance(tx, filter, 'unit_day'));
        return { result: changed.length, events: changed.map((day) => countedEvent(day, now)) };
      });
      return 0;
    },
  };
}
