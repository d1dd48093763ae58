import { setTimeout as sleep } from 'node:timers/promises';
import type { System } from '../system/system.ts';
import type { ProbeContext } from './probe-context.ts';
import { runApiKeyScenario } from './scenarios/api-keys.ts';
import { runAuditsScenario } from './scenarios/audits.ts';
import { runLifecycleScenario } from './scenarios/lifecycle.ts';
import { runEndOfCaseScenario } from './scenarios/end-of-case.ts';
import { runFiguresScenario } from './scenarios/figures.ts';
import { runFootageRequestsScenario } from './scenarios/footage-requests.ts';
import { runFollowUpScenario } from './scenarios/follow-up.ts';
import { runKeysScenario } from './scenarios/keys.ts';
import { runLedgersScenario } from './scenarios/ledgers.ts';
import { runOfficerRecordsScenario } from './scenarios/officer-records.ts';
import { runOfficersScenario } from './scenarios/officers.ts';
import { runRestoreScenario } from './scenarios/restored-recording.ts';
import { runPublicPagesScenario } from './scenarios/public-pages.ts';
import { runReporterSearchScenario } from './scenarios/reporter-search.ts';
import { runReportingScenario } from './scenarios/reporting.ts';
import { runSchoolScenario } from './scenarios/schools.ts';
import { runSubscriptionScenario } from './scenarios/subscriptions.ts';
import { runViolenceScenario } from './scenarios/violence.ts';

const SCENARIOS = [
  runReportingScenario,
  runReporterSearchScenario,
  runPublicPagesScenario,
  runSchoolScenario,
  runApiKeyScenario,
  runLifecycleScenario,
  runFollowUpScenario,
  runSubscriptionScenario,
  runViolenceScenario,
  runEndOfCaseScenario,
  runOfficersScenario,
  runOfficerRecordsScenario,
  runFootageRequestsScenario,
  runFiguresScenario,
];

/** Runs all scenarios once. Throws when a step fails. */
export async function runScenarios(context: ProbeContext, system: System): Promise<void> {
  for (const walk of SCENARIOS) await walk(context);
  await runRestoreScenario(context, system);
  await runKeysScenario(context, system);
  await runLedgersScenario(context, system);
  await runAuditsScenario(context, system);
}

/** Runs all scenarios concurrently, each until it fails, while something is broken. */
export async function runWithFailures(context: ProbeContext): Promise<void> {
  await Promise.allSettled(SCENARIOS.map((walk) => walk(context)));
}

/** Runs staggered copies of all scenarios, so that each is at a different step when something breaks. */
export async function runManyWithFailures(context: ProbeContext, howMany: number, overMs: number): Promise<void> {
  const begun = Array.from({ length: howMany }, async (_, index) => {
    await sleep((index * overMs) / howMany);
    await runWithFailures(context);
  });
  await Promise.all(begun);
}
