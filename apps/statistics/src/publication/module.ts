import type { KeyObject } from 'node:crypto';
import { defineMigration } from '@safe-community/database';
import type { Module } from '@safe-community/service-kit';
import { RULE_COMMANDS } from './disclosure-rules.commands.ts';
import { RULE_RIGHTS, RULE_TABLES } from './disclosure-rule.store.ts';
import { drawsOf } from './draw.adapter.ts';
import { getExactSensitiveFigures } from './exact-figures.queries.ts';
import { releaseJob } from './release.jobs.ts';
import { RELEASE_RIGHTS, RELEASE_TABLES } from './release.store.ts';
import { SENSITIVE_FIGURE_QUERIES } from './sensitive-figures.queries.ts';

export { readReleasedPeriods, type ReleasedPeriod } from './released-figures.store.ts';
export { type SensitiveMeasure } from './sensitive-measure.ts';

/** What everybody may see of sensitive categories: a short list of tables, released together, each figure rounded at random. */
export const publication: Module<{ readonly roundingKey: KeyObject }> = {
  name: 'publication',
  migrations: [defineMigration('2026-12-01-publication', [...RULE_TABLES, ...RELEASE_TABLES])],
  rights: { ...RULE_RIGHTS, ...RELEASE_RIGHTS },
  start: ({ roundingKey }, runtime) => ({
    rpcs: [...RULE_COMMANDS, ...SENSITIVE_FIGURE_QUERIES, getExactSensitiveFigures],
    jobs: [releaseJob(runtime, drawsOf(roundingKey))],
  }),
};
