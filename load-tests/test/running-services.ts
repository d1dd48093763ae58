import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { IncidentIntakeServiceClient } from '@safe-community/contracts/incidents/v1/incident_intake_service.ts';
import type { ReadCountersResponse } from '@safe-community/contracts/statistics/v1/counters.ts';
import { StatisticsServiceClient } from '@safe-community/contracts/statistics/v1/statistics_service.ts';
import { allScopes, callUnary, clientCredentials, isServing, openClient } from '@safe-community/grpc-kit';
import {
  createTestDatabase,
  freePort,
  runMigrations,
  serviceEnvironment,
  startServiceProcess,
  startTestNats,
  testFolder,
  testKeysDir,
  testPki,
} from '@safe-community/testkit';
import { sampleReport } from '../src/sample-report.ts';

/**
 * The services and the gateway that the scenarios call, as separate processes and as in their images; empty except for built-in data.
 */
export interface RunningServices {
  /** Environment of the scenarios. */
  readonly env: Readonly<Record<string, string>>;
  /** As a superuser. */
  readonly intakeDatabaseUrl: string;
  /** An ordinary report. */
  reportUnmarked(): Promise<void>;
  /** Incidents that statistics has counted. */
  counted(): Promise<number>;
  stop(): Promise<void>;
}

const SERVICES = ['officer-registry', 'incident-intake', 'statistics'] as const;
type Service = (typeof SERVICES)[number];

export async function runServices(): Promise<RunningServices> {
  const [nats, databases, ports] = await Promise.all([
    startTestNats({ tls: true }),
    eachService((service) =>
      createTestDatabase({ service, migrate: (url) => runMigrations(programOf(service, 'migrate'), url) }),
    ),
    eachService(() => freePort()),
  ]);
  const { caFile, identities } = testPki();
  const addresses = {
    OFFICER_REGISTRY_ADDRESS: `localhost:${ports['officer-registry']}`,
    INCIDENT_INTAKE_ADDRESS: `localhost:${ports['incident-intake']}`,
    // Nothing listens there: no scenario needs a camera.
    CAMERA_ROLLOUT_ADDRESS: 'localhost:1',
    STATISTICS_ADDRESS: `localhost:${ports.statistics}`,
  };
  const all = { scopes: allScopes() };
  const callers = { client: all, 'officer-registry': all, 'incident-intake': all, statistics: all, gateway: all };
  const keysDir = testKeysDir();
  const start = (service: Service) =>
    startServiceProcess({
      name: service,
      main: programOf(service, 'main'),
      env: {
        ...serviceEnvironment({
          identity: service,
          port: ports[service],
          databaseUrl: databases[service].url,
          nats,
          callers,
        }),
        KEYS_DIR: keysDir,
        ...addresses,
      },
      readyWhen: () => isServing(`localhost:${ports[service]}`, clientCredentials({ caFile, ...identities.client })),
    });
  const processes = await Promise.all(SERVICES.map(start));
  const gateway = await startGateway(addresses);
  const { certFile, keyFile } = identities.client;
  const credentials = clientCredentials({ caFile, certFile, keyFile });
  const intake = openClient(IncidentIntakeServiceClient, addresses.INCIDENT_INTAKE_ADDRESS, credentials);
  const statistics = openClient(StatisticsServiceClient, addresses.STATISTICS_ADDRESS, credentials);
  return {
    env: {
      ...addresses,
      GATEWAY_URL: gateway.url,
      TLS_CA_FILE: caFile,
      TLS_CERT_FILE: certFile,
      TLS_KEY_FILE: keyFile,
    },
    intakeDatabaseUrl: databases['incident-intake'].adminUrl,
    async reportUnmarked() {
      await callUnary('ReportIncident', intake.reportIncident.bind(intake), sampleReport(1), 10_000);
    },
    async counted() {
      for await (const { totals } of statistics.readCounters({}) as AsyncIterable<ReadCountersResponse>) {
        return totals.reduce((sum, { incidents }) => sum + Number(incidents), 0);
      }
      return 0;
    },
    async stop() {
      intake.close();
      statistics.close();
      await gateway.stop();
      await Promise.all(processes.map((process) => process.stop()));
      await nats.stop();
      await Promise.all(SERVICES.map((service) => databases[service].drop()));
    },
  };
}

function programOf(app: Service | 'gateway', program: 'main' | 'migrate'): string {
  return fileURLToPath(new URL(`../../apps/${app}/src/${program}.ts`, import.meta.url));
}

/** Behind a proxy, as which the scenarios present themselves. */
async function startGateway(addresses: Readonly<Record<string, string>>) {
  const port = await freePort();
  const { caFile, identities } = testPki();
  const secret = join(testFolder('form-secret'), 'secret');
  writeFileSync(secret, randomBytes(32).toString('base64'));
  const url = `http://127.0.0.1:${port}`;
  const running = await startServiceProcess({
    name: 'gateway',
    main: programOf('gateway', 'main'),
    env: {
      ...addresses,
      INSTALLATION: 'demonstration',
      HTTP_PORT: String(port),
      TRUSTED_PROXIES: '1',
      FORM_SECRET_FILE: secret,
      TLS_CA_FILE: caFile,
      TLS_CERT_FILE: identities.gateway.certFile,
      TLS_KEY_FILE: identities.gateway.keyFile,
    },
    readyWhen: async () => (await fetch(`${url}/health`).catch(() => undefined))?.ok === true,
  });
  return { url, stop: () => running.stop() };
}

async function eachService<T>(of: (service: Service) => Promise<T>): Promise<Record<Service, T>> {
  const entries = await Promise.all(SERVICES.map(async (service) => [service, await of(service)] as const));
  // Every service is among them.
  return Object.fromEntries(entries) as Record<Service, T>;
}
