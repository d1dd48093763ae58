import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { writePrivateFile } from '@safe-community/security/private-file';
import {
  startLocalStack,
  stateRoot,
  watchParent,
  type LocalStack,
  type RunningProcess,
  type StateRoot,
} from '@safe-community/local-stack';
import { connectServices } from '../connection/connect-services.ts';
import { showScorecard } from '../commands/scorecard.ts';
import { runMainJob } from '../demo/run-main-job.ts';
import { DEMONSTRATOR } from '../demo/set-up-waves.ts';
import { writeCallersFile } from './callers-file.ts';
import { ensureDatabases } from './databases.ts';
import { ensureKeys } from './keys.ts';
import { markMainJobDone, readMainJobState } from './main-job-state.ts';
import { chooseNatsSync } from './nats-sync.ts';
import { choosePorts, type LocalPorts } from './ports.ts';
import { addressOf, evidenceDirOf, type Ports, type Surroundings } from './service-plan.ts';
import { checkPages, startGateway, urlOfGateway } from './start-gateway.ts';
import { migrateAll, startAll } from './start-services.ts';
import { startTokenIssuer } from './token-issuer.ts';

export interface UpOptions {
  /** Stop everything and return after the scorecard is printed. */
  readonly once: boolean;
  readonly say: (line: string) => void;
}

/**
 * Starts the whole system on this machine, runs the main job if the state is
 * empty, prints the scorecard, and serves until a stop is requested.
 * Throws when something fails; nothing is left running then.
 */
export async function up({ once, say }: UpOptions): Promise<void> {
  const root = stateRoot();
  const stop = stopRequest();
  const ports = await choosePorts(process.env);
  const natsSync = chooseNatsSync(process.env);
  say(`State in ${root.dir}`);
  const stack = await startStack(root, ports, natsSync);
  try {
    say('PostgreSQL and NATS are running; preparing the databases …');
    const issuer = await startTokenIssuer(root);
    try {
      writeAddresses(root, ports);
      const surroundings = await prepare(root, stack, ports.services, natsSync, issuer.jwks);
      const services = await startAll(surroundings);
      try {
        const gateway = await startGateway(ports.gateway, surroundings);
        try {
          const running = [...services, gateway];
          await Promise.race([serve(root, ports, once, say, stop), firstFailure(stack, running), stop.asked]);
        } finally {
          say('Stopping …');
          await gateway.stop();
        }
      } finally {
        await Promise.all(services.map((service) => service.stop()));
      }
    } finally {
      await issuer.close();
    }
  } finally {
    await stack.stop();
  }
}

async function serve(
  root: StateRoot,
  ports: LocalPorts,
  once: boolean,
  say: UpOptions['say'],
  stop: StopRequest,
): Promise<void> {
  say('All four services and the gateway are ready.');
  const connection = connectServices({ actingUser: DEMONSTRATOR });
  try {
    const state = readMainJobState(root, new Date());
    if (!state.done) {
      await runMainJob(connection, {
        anchorDay: new Date(`${state.anchorDay}T00:00:00Z`),
        progress: say,
        evidenceDir: evidenceDirOf(root),
      });
      markMainJobDone(root, state);
    }
    await checkPages(ports.gateway);
    await showScorecard(connection, { json: false });
  } finally {
    connection.close();
  }
  say(`Open in a browser: ${urlOfGateway(ports.gateway)}`);
  if (once) return;
  say(addressLines(root, ports.services));
  await stop.asked;
}

function startStack(root: StateRoot, ports: LocalPorts, natsSync: string): Promise<LocalStack> {
  return startLocalStack(root, {
    natsSync,
    ...(ports.postgres === undefined ? {} : { postgresPort: ports.postgres }),
    ...(ports.nats === undefined ? {} : { natsPort: ports.nats }),
  });
}

async function prepare(
  root: StateRoot,
  stack: LocalStack,
  ports: Ports,
  natsSync: string,
  tokenKeys: string,
): Promise<Surroundings> {
  ensureKeys(root);
  mkdirSync(evidenceDirOf(root), { recursive: true });
  const surroundings: Surroundings = {
    root,
    pki: stack.pki,
    ports,
    natsPort: stack.nats.port,
    natsSync,
    natsMonitorUrl: stack.nats.monitorUrl,
    callersFile: writeCallersFile(root),
    tokenKeys,
    databaseUrls: await ensureDatabases(root, stack.postgres.adminUrl),
  };
  await migrateAll(surroundings);
  return surroundings;
}

/** The other commands of `hromada`, and load tests, read the addresses from this file. */
function writeAddresses(root: StateRoot, { services, gateway }: LocalPorts): void {
  const addresses = {
    officerRegistry: addressOf(services, 'officer-registry'),
    incidentIntake: addressOf(services, 'incident-intake'),
    cameraRollout: addressOf(services, 'camera-rollout'),
    statistics: addressOf(services, 'statistics'),
    gateway: urlOfGateway(gateway),
  };
  writePrivateFile(join(root.dir, 'addresses.json'), `${JSON.stringify(addresses, undefined, 2)}\n`);
}

function addressLines(root: StateRoot, ports: Ports): string {
  return [
    '',
    'Serving gRPC with mutual TLS:',
    `  officer-registry  ${addressOf(ports, 'officer-registry')}`,
    `  incident-intake   ${addressOf(ports, 'incident-intake')}`,
    `  camera-rollout    ${addressOf(ports, 'camera-rollout')}`,
    `  statistics        ${addressOf(ports, 'statistics')}`,
    `Certificates of a demo client: ${root.pki} (ca.pem, client.pem, client-key.pem)`,
    'In another terminal: npx hromada --help. Ctrl-C stops everything.',
  ].join('\n');
}

/** Rejects as soon as a process exits unexpectedly. */
async function firstFailure(stack: LocalStack, services: readonly RunningProcess[]): Promise<never> {
  const ends = [stack.postgres, stack.nats, ...services].map(({ unexpectedExit }) => unexpectedExit);
  throw await Promise.race(ends);
}

interface StopRequest {
  /** Resolves on a signal, or when npm exits. */
  readonly asked: Promise<void>;
}

function stopRequest(): StopRequest {
  const asked = new Promise<void>((resolve) => {
    process.once('SIGINT', () => resolve());
    process.once('SIGTERM', () => resolve());
    process.once('SIGHUP', () => resolve());
    watchParent(resolve);
  });
  return { asked };
}
