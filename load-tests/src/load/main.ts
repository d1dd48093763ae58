import { spawnSync } from 'node:child_process';
import { planRun, scenarioNames } from './plan-run.ts';

/*
 * npm run load -- <scenario> [options of k6]
 */

const [, , scenario, ...options] = process.argv;
if (scenario === undefined || !scenarioNames().includes(scenario)) {
  console.error(`${scenario === undefined ? 'Which one?' : `No such scenario: ${scenario}.`} There are:`);
  for (const name of scenarioNames()) console.error(`  npm run load -- ${name}`);
  process.exit(2);
}
const plan = planRun(scenario, options, process.env);
if ('problem' in plan) {
  console.error(plan.problem);
  process.exit(2);
}
const { status, signal } = spawnSync(plan.command, [...plan.args], { env: { ...plan.env }, stdio: 'inherit' });
// k6 ends with 99 when a promise was broken.
process.exit(signal === null ? (status ?? 1) : 130);
