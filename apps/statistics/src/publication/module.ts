import { defineMigration } from '@safe-community/database';
import type { Module } from '@safe-community/service-kit';
import { RULE_COMMANDS } from './disclosure-rules.commands.ts';
import { RULE_RIGHTS, RULE_TABLES } from './disclosure-rule.store.ts';
import { getExactSensitiveFigures } from './exact-figures.queries.ts';
import { releaseJob } from './release.jobs.ts';
import { RELEASE_RIGHTS, RELEASE_TABLES } from './release.store.ts';
import { SENSITIVE_FIGURE_QUERIES } from './sensitive-figures.queries.ts';

export { readReleasedPeriods, type ReleasedPeriod } from './released-figures.store.ts';
export { type SensitiveMeasure } from './sensitive-measure.ts';

/** What everybody may see of sensitive categories: figures that are released together, so that no difference identifies people. */
export const publication: Module<unknown> = {
  name: 'publication',
  migrations: [defineMigration('2026-12-01-publication', [...RULE_TABLES, ...RELEASE_TABLES])],
  rights: { ...RULE_RIGHTS, ...RELEASE_RIGHTS },
  start: (_shared, runtime) => ({
    rpcs: [...RULE_COMMANDS, ...SENSITIVE_FIGURE_QUERIES, getExactSensitiveFigures],
    jobs: [releaseJob(runtime)],
  }),
};
