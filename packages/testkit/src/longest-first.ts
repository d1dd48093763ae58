import { relative } from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Test files that take a quarter of a minute or more when they run alone, the longest first. */
export const LONGEST: readonly string[] = [
  'fault-tests/test/battery.int.test.ts',
  'apps/cli/test/reconcile.int.test.ts',
  'apps/cli/test/main-job.int.test.ts',
  'apps/cli/test/backup.int.test.ts',
  'apps/statistics/test/scorecard.int.test.ts',
  'packages/service-kit/test/start-service.int.test.ts',
  'packages/service-kit/test/readiness.int.test.ts',
  'apps/incident-intake/src/routing/escalation.int.test.ts',
  'packages/ledger/src/crash.int.test.ts',
  'apps/incident-intake/src/search/watch-incidents.int.test.ts',
  'packages/ledger/src/rebuild/epochs.int.test.ts',
  'packages/ledger/src/paused-process.int.test.ts',
  'apps/incident-intake/src/routing/re-routing.int.test.ts',
  'packages/ledger/src/consumer/consumer-faults.int.test.ts',
];

/**
 * Has the files that take longest begin first, so that none of them runs alone at the end. Vitest knows how long files
 * took from the run before; on a clean clone it goes by their size, and the battery is small and takes minutes.
 */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    // oxlint-disable-next-line unicorn/no-array-sort -- no array's sort, but Vitest's
    return longestFirst(await super.sort(files), ({ moduleId }) => relative(this.ctx.config.root, moduleId));
  }
}

/** The others keep the order in which they came. */
export function longestFirst<T>(files: readonly T[], pathOf: (file: T) => string): T[] {
  const rankOf = (file: T): number => {
    const rank = LONGEST.indexOf(pathOf(file));
    return rank === -1 ? LONGEST.length : rank;
  };
  return files.toSorted((one, other) => rankOf(one) - rankOf(other));
}
