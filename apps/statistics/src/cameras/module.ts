import { defineMigration } from '@safe-community/database';
import type { Clock } from '@safe-community/domain-kit';
import type { Module } from '@safe-community/service-kit';
import { CAMERA_FIGURE_EVENTS } from './camera-figures.events.ts';
import { cameraFigureQueries } from './camera-figures.queries.ts';
import { COMPLIANCE_RIGHTS, COMPLIANCE_TABLES } from './compliance-days.store.ts';
import { COVERAGE_RIGHTS, COVERAGE_TABLES } from './coverage-days.store.ts';
import { DECISION_KNOWN, OUTCOME_KNOWN, OUTCOME_RIGHTS, OUTCOME_TABLES } from './footage-outcomes.store.ts';
import { STEP_RIGHTS, STEP_TABLES } from './footage-steps.store.ts';
import { VINTAGE_RIGHTS, VINTAGE_TABLES } from './vintages.store.ts';

export { sumCameras, type CameraCount, type CameraSum } from './camera-shares.store.ts';

/** Coverage with body cameras and their use on each day, and what became of requests for footage and complaints. */
export const cameras: Module<{ readonly clock: Clock }> = {
  name: 'cameras',
  migrations: [
    defineMigration('2026-11-27-camera-figures', [...COVERAGE_TABLES, ...OUTCOME_TABLES]),
    defineMigration('2026-11-27-camera-compliance', COMPLIANCE_TABLES),
    defineMigration('2026-11-29-camera-vintages', [...VINTAGE_TABLES, ...OUTCOME_KNOWN]),
    defineMigration('2026-11-30-footage-decisions-known', DECISION_KNOWN),
    defineMigration('2026-11-30-footage-steps', STEP_TABLES),
  ],
  rights: { ...COVERAGE_RIGHTS, ...OUTCOME_RIGHTS, ...STEP_RIGHTS, ...COMPLIANCE_RIGHTS, ...VINTAGE_RIGHTS },
  start: ({ clock }) => ({ subscriptions: [CAMERA_FIGURE_EVENTS], rpcs: cameraFigureQueries(clock) }),
};
