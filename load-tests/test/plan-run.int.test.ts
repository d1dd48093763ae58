import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { testFolder, testPki } from '@safe-community/testkit';
import { expect, it } from 'vitest';
import { planRun, scenarioNames } from '../src/load/plan-run.ts';

/** Empty, or with a program named k6 that only prints its version. */
function pathWith(version?: string): string {
  const folder = testFolder('path');
  if (version === undefined) return folder;
  writeFileSync(join(folder, 'k6'), `#!/bin/sh\necho "k6 ${version} (linux/amd64)"\n`);
  chmodSync(join(folder, 'k6'), 0o755);
  return folder;
}

function environment(more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  const { caFile, identities } = testPki();
  const { certFile, keyFile } = identities.client;
  const tls = { TLS_CA_FILE: caFile, TLS_CERT_FILE: certFile, TLS_KEY_FILE: keyFile };
  return { PATH: pathWith('v1.2.3'), SAFE_COMMUNITY_HOME: testFolder('home'), ...tls, ...more };
}

it('lists the twelve scenarios', () => {
  expect(scenarioNames()).toEqual([
    'breakpoint',
    'bulk-import',
    'disaster-surge',
    'evening-peak',
    'mixed',
    'officer-lookup-storm',
    'pages-browsing',
    'pages-report-surge',
    'pages-scraping',
    'soak',
    'spike-and-recovery',
    'steady-day',
  ]);
});

it('starts k6 with the script and passes other options on', () => {
  const plan = planRun('mixed', ['--out', 'json=x'], environment({ SCALE: '3' }));
  expect(plan).toMatchObject({ command: 'k6', env: { SCALE: '3' } });
  expect('args' in plan && plan.args).toEqual([
    'run',
    '--out',
    'json=x',
    expect.stringMatching(/k6\/scenarios\/mixed\.ts$/),
  ]);
});

it('finds the services of a local run, unless others are configured', () => {
  const home = testFolder('home');
  mkdirSync(home, { recursive: true });
  writeFileSync(
    join(home, 'addresses.json'),
    JSON.stringify({ incidentIntake: 'localhost:7', statistics: 'localhost:8', gateway: 'http://localhost:9' }),
  );
  const plan = planRun('mixed', [], environment({ SAFE_COMMUNITY_HOME: home, STATISTICS_ADDRESS: 'there:9' }));
  expect(plan).toMatchObject({
    env: { INCIDENT_INTAKE_ADDRESS: 'localhost:7', STATISTICS_ADDRESS: 'there:9', GATEWAY_URL: 'http://localhost:9' },
  });
});

it.each(['-u', '--vus=5', '--duration', '-i', '--stage'])('rejects %s, which would discard the scenario', (option) => {
  expect(planRun('mixed', [option, '5'], environment())).toEqual({
    problem: expect.stringContaining(`${option} would make`) as string,
  });
});

it.each(['K6_VUS', 'K6_DURATION', 'K6_ITERATIONS', 'K6_STAGES'])('rejects %s as well', (name) => {
  expect(planRun('mixed', [], environment({ [name]: '5' }))).toEqual({
    problem: expect.stringContaining(`${name} would make`) as string,
  });
});

it.each([
  [undefined, 'There is no k6 in PATH. k6 is a program of its own'],
  ['v0.56.0', 'takes no TypeScript: v0.57 or newer'],
])('prints what to do when k6 is %s', (version, words) => {
  expect(planRun('mixed', [], environment({ PATH: pathWith(version) }))).toEqual({
    problem: expect.stringContaining(words) as string,
  });
});

it('prints what to do when no service runs', () => {
  const none = { TLS_CA_FILE: undefined, TLS_CERT_FILE: undefined, TLS_KEY_FILE: undefined };
  expect(planRun('mixed', [], environment(none))).toEqual({
    problem: expect.stringContaining('Run npm start') as string,
  });
});
