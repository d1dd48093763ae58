import { defineMigration } from '@safe-community/database';
import type { Module } from '@safe-community/service-kit';
import { CAMERA_FIGURE_EVENTS } from './camera-figures.events.ts';
import { CAMERA_FIGURE_QUERIES } from './camera-figures.queries.ts';
import { COMPLIANCE_RIGHTS, COMPLIANCE_TABLES } from './compliance-days.store.ts';
import { COVERAGE_RIGHTS, COVERAGE_TABLES } from './coverage-days.store.ts';
import { OUTCOME_RIGHTS, OUTCOME_TABLES } from './footage-outcomes.store.ts';
import { STEP_RIGHTS, STEP_TABLES } from './footage-steps.store.ts';
import { VINTAGE_RIGHTS, VINTAGE_TABLES } from './vintages.store.ts';

export { sumCameras, type CameraCount, type CameraSum } from './camera-shares.store.ts';

/** Coverage with body cameras and their use on each day, and what became of requests for footage and complaints. */
export const cameras: Module<unknown> = {
  name: 'cameras',
  migrations: [
    defineMigration('2026-12-01-cameras', [
      ...COVERAGE_TABLES,
      ...OUTCOME_TABLES,
      ...STEP_TABLES,
      ...COMPLIANCE_TABLES,
      ...VINTAGE_TABLES,
    ]),
  ],
  rights: { ...COVERAGE_RIGHTS, ...OUTCOME_RIGHTS, ...STEP_RIGHTS, ...COMPLIANCE_RIGHTS, ...VINTAGE_RIGHTS },
  start: () => ({ subscriptions: [CAMERA_FIGURE_EVENTS], rpcs: CAMERA_FIGURE_QUERIES }),
};
