import { spawnSync } from 'node:child_process';
import { planRun, scenarioNames } from './plan-run.ts';

/*
 * npm run load -- <scenario> [options of k6]
 */

const [, , scenario, ...options] = process.argv;
if (scenario === undefined || !scenarioNames().includes(scenario)) {
  console.error(`${scenario === undefined ? 'No scenario given.' : `No such scenario: ${scenario}.`} Available:`);
  for (const name of scenarioNames()) console.error(`  npm run load -- ${name}`);
  process.exit(2);
}
const plan = planRun(scenario, options, process.env);
if ('problem' in plan) {
  console.error(plan.problem);
  process.exit(2);
}
const { status, signal } = spawnSync(plan.command, [...plan.args], { env: { ...plan.env }, stdio: 'inherit' });
// k6 exits with 99 when a threshold was missed.
process.exit(signal === null ? (status ?? 1) : 130);
