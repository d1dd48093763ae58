import { defineMigration } from '@safe-community/database';
import type { Module } from '@safe-community/service-kit';
import { POLICY_RIGHTS, POLICY_TABLES } from './activation-policy.store.ts';
import { DAY_RIGHTS, DAY_TABLES } from './compliance-days.store.ts';
import { COMPLIANCE_COMMANDS } from './compliance.commands.ts';
import { countComplianceJob } from './compliance.jobs.ts';
import { COMPLIANCE_QUERIES } from './compliance.queries.ts';

/** Whether attended incidents were recorded, and recordings categorised and linked. */
export const compliance: Module<unknown> = {
  name: 'compliance',
  migrations: [defineMigration('2026-12-01-compliance', [...POLICY_TABLES, ...DAY_TABLES])],
  rights: { ...POLICY_RIGHTS, ...DAY_RIGHTS },
  start: (_shared, runtime) => ({
    rpcs: [...COMPLIANCE_COMMANDS, ...COMPLIANCE_QUERIES],
    jobs: [countComplianceJob(runtime)],
  }),
};
