import { defineMigration } from '@safe-community/database';
import { VIOLENCE_RIGHTS, VIOLENCE_TABLES } from './violence-tables.store.ts';
import type { CallContext } from '@safe-community/grpc-kit';
import { provide, type Module, type Rpc } from '@safe-community/service-kit';
import { requireCategoryAccess } from '../incident/module.ts';
import { CASE_COMMANDS, type ViolenceShared } from './cases.commands.ts';
import { CASE_QUERIES } from './cases.queries.ts';
import { overdueVisitsJob } from './overdue-visits.jobs.ts';

export { eraseCase } from './violence-case.store.ts';

/** Cases of domestic violence: risk, protection orders, referrals and follow-up visits. */
export const domesticViolence: Module<ViolenceShared> = {
  name: 'domestic-violence',
  migrations: [defineMigration('2026-12-01-domestic-violence', VIOLENCE_TABLES)],
  rights: VIOLENCE_RIGHTS,
  start: (shared, runtime) => ({
    rpcs: provide(shared, [...CASE_COMMANDS, ...CASE_QUERIES]).map(forEntitledCallers),
    jobs: [overdueVisitsJob(runtime)],
  }),
};

/**
 * Refuses callers without access to cases of domestic violence before the request is parsed, so that they do not even
 * learn which requests are valid.
 */
function forEntitledCallers(rpc: Rpc): Rpc {
  return {
    method: rpc.method,
    bind: (runtime) => {
      const handle = rpc.bind(runtime);
      return async (request: never, call: CallContext) => {
        requireCategoryAccess(call.rights, 'domestic_violence');
        return handle(request, call);
      };
    },
  };
}
