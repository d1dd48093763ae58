import type { Job, Runtime } from '@safe-community/service-kit';
import { forgetAsked, forgetEnded, forgetUnconfirmed } from './subscriptions.store.ts';

const EVERY_MS = 60_000;
/** Subscriptions per statement. */
const PORTION = 1_000;

/** Erases addresses that nobody has confirmed in time, and those of reports on which the work has ended. */
export function forgetSubscriptionsJob({ database, clock }: Pick<Runtime, 'database' | 'clock'>): Job {
  return {
    name: 'forget-subscriptions',
    everyMs: EVERY_MS,
    async run() {
      const em = database.em.fork();
      const now = clock.now();
      const unconfirmed = await forgetUnconfirmed(em, now, PORTION);
      const ended = await forgetEnded(em, now, PORTION);
      return unconfirmed + ended + (await forgetAsked(em, now, PORTION));
    },
  };
}
