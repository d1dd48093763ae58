import type { Job, Runtime } from '@safe-community/service-kit';
import type { FormCount } from './public-form.ts';
import { countForms, forgetForms } from './public-forms.store.ts';

/** Nobody reads a form after its time, so some minutes more do not matter. */
const EVERY_MS = 60_000;
/** Forms per statement. */
const PORTION = 1_000;

/** Deletes forms whose time is over, and counts the others. */
export function forgetFormsJob({ database, clock }: Pick<Runtime, 'database' | 'clock'>, count: FormCount): Job {
  return {
    name: 'forget-forms',
    everyMs: EVERY_MS,
    async run() {
      const em = database.em.fork();
      const forgotten = await forgetForms(em, clock.now(), PORTION);
      count.forms = await countForms(em);
      return forgotten;
    },
  };
}
