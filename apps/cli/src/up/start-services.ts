import { flushCompileCache } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { clientCredentials, isServing } from '@safe-community/grpc-kit';
import {
  accepts,
  runToEnd,
  SERVICES,
  startProcess,
  type RunningProcess,
  type ServiceName,
} from '@safe-community/local-stack';
import { readRestored } from './restored.ts';
import { addressOf, environmentOf, environmentOfMigrations, programOf, type Surroundings } from './service-plan.ts';
import { startGateway } from './start-gateway.ts';
import { say } from '../terminal/language.ts';

const MIGRATE_ALL = fileURLToPath(new URL('migrate-all.ts', import.meta.url));

/** Migrates the databases of all services, in one process. Ends with the reason of the signal when it is aborted. */
export async function migrateAll(surroundings: Surroundings, signal: AbortSignal): Promise<void> {
  const { root, databaseUrls } = surroundings;
  const restored = readRestored(root);
  // For the others, who load much of what this process did.
  flushCompileCache();
  await runToEnd({
    name: say({ uk: 'Підготовка баз даних', en: 'The migration of the databases' }),
    command: process.execPath,
    args: [MIGRATE_ALL, ...SERVICES.map((service) => programOf(service, 'migrate'))],
    env: {
      ...environmentOfMigrations(databaseUrls),
      // Before anything writes, so that the epoch distinguishes positions after the restore from earlier ones.
      ...(restored && { BEGIN_EPOCH: restored.reason }),
    },
    logFile: join(root.logs, 'migrations.log'),
    signal,
  });
}

/**
 * Starts the gateway and each service as a process and waits until all are serving. Returns the gateway first. Ends with
 * the reason of the signal when it is aborted.
 */
export async function startAll(
  surroundings: Surroundings,
  gatewayPort: number,
  signal: AbortSignal,
): Promise<RunningProcess[]> {
  const starts = await Promise.allSettled([
    startGateway(gatewayPort, surroundings, signal),
    ...SERVICES.map((service) => startOne(service, surroundings, signal)),
  ]);
  const running = starts.flatMap((start) => (start.status === 'fulfilled' ? [start.value] : []));
  const failed = starts.find((start) => start.status === 'rejected');
  if (failed === undefined) return running;
  await stopAll(running);
  throw failed.reason;
}

/** Stops the first one before the others. */
export async function stopAll([first, ...others]: readonly RunningProcess[]): Promise<void> {
  await first?.stop();
  await Promise.all(others.map((one) => one.stop()));
}

function startOne(service: ServiceName, surroundings: Surroundings, signal: AbortSignal): Promise<RunningProcess> {
  const { root, pki, ports } = surroundings;
  const credentials = clientCredentials({ caFile: pki.caFile, ...pki.identities.client });
  return startProcess({
    name: service,
    command: process.execPath,
    args: [...HEAP, programOf(service, 'main')],
    env: environmentOf(service, surroundings),
    logFile: join(root.logs, `${service}.log`),
    signal,
    // Asking takes a client with TLS: not before anything listens.
    readyWhen: async () => (await accepts(ports[service])) && isServing(addressOf(ports, service), credentials),
  });
}

/**
 * Maximum size of a semi-space. Measured at full load: 64 MB saves 2 % processor time per report and costs 100 MB of
 * memory.
 */
const HEAP: readonly string[] = ['--max-semi-space-size=16'];
