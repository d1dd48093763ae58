import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { IncidentCategory, IncidentReport, ReportChannel } from '@safe-community/contracts/incidents/v1/incident.ts';
import { writePrivateFile } from '@safe-community/security/private-file';
import { freePort, startProcess, type RunningProcess } from '@safe-community/local-stack';
import { programEnvironment, testFolder } from '@safe-community/testkit';
import { expect, onTestFinished, test } from 'vitest';
import { connectServices, type Connection } from '../src/connection/connect-services.ts';
import { PROGRAM, runHromada } from './run-hromada.ts';

const WITHIN_MS = 120_000;

/** The environment of a local run with its own ports, where the main job counts as done. */
async function environment(home: string): Promise<NodeJS.ProcessEnv> {
  const ports = [
    'OFFICER_REGISTRY_PORT',
    'INCIDENT_INTAKE_PORT',
    'CAMERA_ROLLOUT_PORT',
    'STATISTICS_PORT',
    'GATEWAY_PORT',
  ];
  const free = await Promise.all(ports.map(async (name) => [name, String(await freePort())] as const));
  return { ...programEnvironment(), SAFE_COMMUNITY_HOME: home, ...Object.fromEntries(free) };
}

/** Starts `hromada up` and waits until it serves. */
async function up(env: NodeJS.ProcessEnv): Promise<RunningProcess> {
  const logFile = join(testFolder('up'), 'up.log');
  const running = await startProcess({
    name: 'hromada up',
    command: PROGRAM,
    args: ['up'],
    env,
    logFile,
    readyWhen: () => existsSync(logFile) && readFileSync(logFile, 'utf8').includes('Serving gRPC'),
    readyWithinMs: WITHIN_MS,
    stopWithinMs: 60_000,
  });
  onTestFinished(() => running.stop());
  return running;
}

/** Reports one incident. Resolves to its id once it is acknowledged. */
async function report({ incidents }: Connection): Promise<string> {
  const plain = {
    category: IncidentCategory.FIRE,
    channel: ReportChannel.PHONE_101,
    hromadaCode: 'UA05020030000031457',
    attributes: [{ name: 'fire_object', value: 'dwelling' }],
    description: 'горить дах',
  };
  const request = { requestId: randomUUID(), report: IncidentReport.fromPartial(plain) };
  return (await incidents.reportIncident(request)).incidentId;
}

test(
  'backed up while running and restored elsewhere, everything acknowledged before is there and accounted for',
  {
    timeout: 4 * WITHIN_MS,
  },
  async () => {
    const home = testFolder('home');
    mkdirSync(home, { recursive: true });
    writePrivateFile(join(home, 'main-job.json'), JSON.stringify({ anchorDay: '2026-01-31', done: true }));
    const env = await environment(home);
    const first = await up(env);
    const connection = connectServices({}, env);
    const before = [await report(connection), await report(connection), await report(connection)];
    let isOver = false;
    const load = (async () => {
      while (!isOver) await report(connection);
    })();
    const [folder, keys] = [join(testFolder('backup'), 'data'), join(testFolder('backup'), 'keys')];
    const backup = await runHromada(['backup', folder, '--keys', keys], env);
    isOver = true;
    await load;
    connection.close();
    expect(backup).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('(running)') as string });
    await first.stop();

    const restored = { ...env, SAFE_COMMUNITY_HOME: join(testFolder('restored'), 'home') };
    expect(await runHromada(['restore', folder], restored)).toMatchObject({ exitCode: 1, stdout: '' });
    expect(await runHromada(['restore', folder, '--keys', keys], restored)).toMatchObject({ exitCode: 0 });
    await up(restored);
    expect(await runHromada(['reconcile', '--within', '60'], restored)).toMatchObject({ exitCode: 0 });
    for (const id of before) {
      const got = await runHromada(['incidents', 'get', id], restored);
      expect(got).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('горить дах') as string });
    }
    const own = connectServices({}, restored);
    await report(own);
    own.close();
    expect(await runHromada(['reconcile', '--within', '60'], restored)).toMatchObject({ exitCode: 0 });
  },
);
