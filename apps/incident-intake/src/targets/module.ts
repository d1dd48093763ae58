import { defineMigration } from '@safe-community/database';
import { provide, type Module } from '@safe-community/service-kit';
import { TARGET_COMMANDS, type TargetSteps } from './targets.commands.ts';
import { TARGET_QUERIES } from './targets.queries.ts';
import { TARGET_RIGHTS, TARGET_TABLES, type StoredTargets } from './targets.store.ts';

export { type AppliedTarget, type TargetGoal } from './response-target.ts';
/** @public Imported by pure files of other modules from where it is. */
export { targetsFor } from './response-target.ts';
export { toAppliedMessage } from './targets.mapping.ts';
export { storedTargets, type StoredTargets } from './targets.store.ts';

export interface TargetsShared extends TargetSteps {
  readonly targets: StoredTargets;
}

/** A change is in the memory of every replica within this time. */
const RELOAD_MS = 2_000;

/** How soon responders should arrive and damage be repaired: dated rules, each with its source. */
export const responseTargets: Module<TargetsShared> = {
  name: 'targets',
  migrations: [defineMigration('2026-12-01-targets', TARGET_TABLES)],
  rights: TARGET_RIGHTS,
  start: ({ targets, territory }) => ({
    rpcs: provide({ territory }, [...TARGET_COMMANDS, ...TARGET_QUERIES]),
    jobs: [
      {
        name: 'reload-targets',
        everyMs: RELOAD_MS,
        async run() {
          await targets.load();
          return 0;
        },
      },
    ],
    load: () => targets.load(),
  }),
};
