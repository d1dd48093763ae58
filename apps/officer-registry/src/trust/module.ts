import { defineMigration } from '@safe-community/database';
import { noteWrites, type Module } from '@safe-community/service-kit';
import type { Directory } from '../responsibility/module.ts';
import { KEPT_COVERAGE_RIGHTS, KEPT_COVERAGE_TABLES } from './kept-coverage.store.ts';
import { publishTrustJob } from './measured-trust.jobs.ts';
import { MEASURED_RIGHTS, MEASURED_TABLES } from './measured-trust.store.ts';
import { TRUST_COMMANDS } from './trust.commands.ts';
import { TRUST_QUERIES } from './trust.queries.ts';
import { TRUST_RIGHTS, TRUST_TABLES } from './trust.store.ts';

/** How far people trust their officers: surveys, and shares that are never shown without their uncertainty. */
export const trust: Module<{ readonly directory: Directory }> = {
  name: 'trust',
  migrations: [defineMigration('2026-12-01-trust', [...TRUST_TABLES, ...MEASURED_TABLES, ...KEPT_COVERAGE_TABLES])],
  rights: { ...TRUST_RIGHTS, ...MEASURED_RIGHTS, ...KEPT_COVERAGE_RIGHTS },
  start: ({ directory }, runtime) => {
    const writes = noteWrites();
    return {
      rpcs: [...writes.of(TRUST_COMMANDS), ...TRUST_QUERIES],
      jobs: [publishTrustJob({ ...runtime, directory, writes })],
    };
  },
};
