import { kyivDay } from '@safe-community/domain-kit';
import type { Job, Runtime } from '@safe-community/service-kit';
import { checkRollUp, duePeriods, rollUp, uncheckedSince } from './roll-up.store.ts';

const EVERY_MS = 10 * 60_000;
const CHECK_AFTER_MS = 24 * 3_600_000;

/** Sums up months and years that are over, and checks one of those that were not checked for a day. */
export function rollUpJob({ database, clock }: Pick<Runtime, 'database' | 'clock'>, everyMs = EVERY_MS): Job {
  return {
    name: 'roll-up',
    everyMs,
    async run(signal) {
      let done = 0;
      for (const period of await duePeriods(database.em.fork(), kyivDay(clock.now()))) {
        if (signal.aborted) return done;
        if (!(await database.em.fork().transactional((tx) => rollUp(tx, period)))) return done;
        done += 1;
      }
      const unchecked = await uncheckedSince(database.em.fork(), new Date(clock.now().getTime() - CHECK_AFTER_MS));
      if (unchecked === undefined || signal.aborted) return done;
      const differing = await database.em.fork().transactional((tx) => checkRollUp(tx, unchecked));
      if (differing === undefined) return done;
      if (differing > 0) {
        const { span, start } = unchecked;
        throw new Error(`${differing} sums of the ${span} ${start} differ from its days; they are made again`);
      }
      return done + 1;
    },
  };
}
