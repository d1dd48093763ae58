import { freePort, stateRoot } from '@safe-community/local-stack';
import { startServiceProcess, testFolder, testPki, type ServiceProcess } from '@safe-community/testkit';
import { ensureFormSecret } from '../src/up/keys.ts';
import { environmentOfGateway, GATEWAY_PROGRAM, type Ports } from '../src/up/service-plan.ts';
import type { RunningSystem } from './running-system.ts';

/** The gateway process in front of the services of a system. */
export interface RunningGateway extends Pick<ServiceProcess, 'output' | 'stop' | 'kill'> {
  readonly url: string;
}

/** A port where nothing listens. */
const NOTHING = 1;

/** @param system with the officer registry, intake, statistics, and camera rollout, in this order; the last ones may be missing. */
export async function runGateway(
  system: RunningSystem,
  settings: Readonly<Record<string, string>> = {},
): Promise<RunningGateway> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const [registry = NOTHING, intake = NOTHING, statistics = NOTHING, rollout = NOTHING] = system.ports;
  const ports: Ports = {
    'officer-registry': registry,
    'incident-intake': intake,
    'camera-rollout': rollout,
    statistics,
  };
  const root = stateRoot({ SAFE_COMMUNITY_HOME: testFolder('gateway') });
  ensureFormSecret(root);
  const env = environmentOfGateway(port, { root, pki: testPki(), ports });
  const gateway = await startServiceProcess({
    name: 'gateway',
    main: GATEWAY_PROGRAM,
    env: {
      ...Object.fromEntries(
        Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
      ),
      ...settings,
    },
    readyWhen: () => isUp(url),
  });
  return { url, output: () => gateway.output(), stop: () => gateway.stop(), kill: () => gateway.kill() };
}

async function isUp(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/health`)).ok;
  } catch {
    return false;
  }
}
