import { relative } from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Test files that take 10 seconds or more when they run alone, longest first. */
export const LONGEST: readonly string[] = [
  'fault-tests/test/slow-rows.ci.test.ts',
  'apps/gateway/test/browser/every-page.ci.test.ts',
  'apps/cli/test/main-job.ci.test.ts',
  'apps/gateway/test/browser/journeys.ci.test.ts',
  'apps/cli/test/reconcile.ci.test.ts',
  'apps/gateway/test/browser/every-form.ci.test.ts',
  // Mostly idle: waits a minute for a checkpoint.
  'apps/cli/src/commands/truncated-audit.ci.test.ts',
  'apps/cli/test/backup.ci.test.ts',
  'apps/cli/src/up/up.ci.test.ts',
  'apps/gateway/test/browser/offline.ci.test.ts',
  'infra/src/observability/alerts/alerts.test.ts',
  'apps/camera-rollout/src/retention/killed-expiry.ci.test.ts',
  'apps/gateway/test/browser/draft.ci.test.ts',
  'fault-tests/test/battery.int.test.ts',
  'scripts/test/statements.int.test.ts',
  'apps/incident-intake/src/routing/escalation.int.test.ts',
  'packages/service-kit/src/start-service.int.test.ts',
  'packages/service-kit/src/run-service.int.test.ts',
  'apps/gateway/test/browser/budgets.ci.test.ts',
  'packages/service-kit/src/readiness.int.test.ts',
  'apps/cli/src/up/up.int.test.ts',
  'apps/cli/src/up/report-pages.int.test.ts',
  'apps/incident-intake/src/key-rotation.ci.test.ts',
  'load-tests/test/k6-scenarios.ci.test.ts',
  'packages/ledger/src/rebuild/epochs.int.test.ts',
  'packages/grpc-kit/src/certificates.ci.test.ts',
  'apps/cli/src/up/pages.ci.test.ts',
  'packages/ledger/src/crash.int.test.ts',
  'apps/cli/test/hand-over-while-down.ci.test.ts',
  'apps/incident-intake/src/routing/re-routing.int.test.ts',
  'apps/cli/src/commands/keys.ci.test.ts',
  'apps/incident-intake/src/search/stalled-watches.ci.test.ts',
  'packages/ledger/src/paused-process.ci.test.ts',
  'apps/gateway/test/browser/back.ci.test.ts',
  'scripts/test/prepare.ci.test.ts',
  'docs/test/catch-up.ci.test.ts',
  'packages/ledger/src/consumer/consumer-faults.int.test.ts',
];

/**
 * Starts the longest files first, so that none of them runs alone at the end. Vitest knows the durations of the
 * previous run; on a clean clone it uses file sizes, but the fault battery is a small file that takes minutes.
 */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    // oxlint-disable-next-line unicorn/no-array-sort -- this is the method of Vitest, not of an array
    return longestFirst(await super.sort(files), ({ moduleId }) => relative(this.ctx.config.root, moduleId));
  }
}

/** The other files keep their order. */
export function longestFirst<T>(files: readonly T[], pathOf: (file: T) => string): T[] {
  const rankOf = (file: T): number => {
    const rank = LONGEST.indexOf(pathOf(file));
    return rank === -1 ? LONGEST.length : rank;
  };
  return files.toSorted((one, other) => rankOf(one) - rankOf(other));
}
