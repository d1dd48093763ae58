import { defineMigration } from '@safe-community/database';
import { VIOLENCE_RIGHTS, VIOLENCE_TABLES } from './violence-tables.store.ts';
import type { CallContext } from '@safe-community/grpc-kit';
import type { Module, Rpc } from '@safe-community/service-kit';
import { requireCategoryAccess } from '../incident/module.ts';
import { caseCommands, type ViolenceShared } from './cases.commands.ts';
import { caseQueries } from './cases.queries.ts';
import { overdueVisitsJob } from './overdue-visits.jobs.ts';

export { eraseCase } from './violence-case.store.ts';

/** Cases of domestic violence: risk, protection orders, referrals and follow-up visits. */
export const domesticViolence: Module<ViolenceShared> = {
  name: 'domestic-violence',
  migrations: [defineMigration('2026-12-01-domestic-violence', VIOLENCE_TABLES)],
  rights: VIOLENCE_RIGHTS,
  start: (shared, runtime) => ({
    rpcs: [...caseCommands(shared, runtime.database), ...caseQueries(shared)].map(forEntitledCallers),
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
