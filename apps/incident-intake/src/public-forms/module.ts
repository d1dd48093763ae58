import { defineMigration } from '@safe-community/database';
import { provide, type Module } from '@safe-community/service-kit';
import { forgetFormsJob } from './forget-forms.jobs.ts';
import { keepForm } from './public-forms.commands.ts';
import { getForm } from './public-forms.queries.ts';
import { FORM_RIGHTS, FORM_TABLES } from './public-forms.store.ts';

/** What visitors of the public pages have filled in so far. Nobody here can read it. */
export const publicForms: Module<object> = {
  name: 'public-forms',
  migrations: [defineMigration('2026-12-02-public-forms', FORM_TABLES)],
  rights: FORM_RIGHTS,
  start(_shared, runtime) {
    const count = { forms: 0 };
    return { rpcs: [...provide({ count }, [keepForm]), getForm], jobs: [forgetFormsJob(runtime, count)] };
  },
};
