import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { openDatabase, rows } from '@safe-community/database';
import type { SigningKey } from '@safe-community/security/dev-issuer';
import { clientCredentials, isServing } from '@safe-community/grpc-kit';
import { freePort, SERVICES, stateRoot, type ServiceName } from '@safe-community/local-stack';
import {
  programEnvironment,
  createTestDatabase,
  startServiceProcess,
  startTestNats,
  testFolder,
  testPki,
  type ServiceProcess,
  type TestNats,
} from '@safe-community/testkit';
import { bundledProgram } from '@safe-community/testkit/bundled-program';
import { connectServices, type Connection } from '../src/connection/connect-services.ts';
import { DEMONSTRATOR } from '../src/demo/set-up-waves.ts';
import { writeCallersFile } from '../src/up/callers-file.ts';
import { ensureKeys } from '../src/up/keys.ts';
import { environmentOf, evidenceDirOf, programOf, type Surroundings } from '../src/up/service-plan.ts';
import { localSigningKey, startTokenIssuer } from '../src/up/token-issuer.ts';
import { runHromada, runHromadaProcess, type Outcome } from './run-hromada.ts';

/** Service processes with the databases and broker of this test file. */
export interface RunningSystem {
  connect(): Connection;
  /** Runs the command line against these services. */
  hromada(...args: string[]): Promise<Outcome>;
  /** The same with additional environment variables. */
  hromadaAs(more: NodeJS.ProcessEnv, ...args: string[]): Promise<Outcome>;
  /** The same as a process of its own, with piped input. */
  hromadaWith(input: string, ...args: string[]): Promise<Outcome>;
  /** The environment for the command line. */
  readonly env: NodeJS.ProcessEnv;
  readonly nats: TestNats;
  /** Key of the issuer that the services trust. */
  readonly signingKey: SigningKey;
  /** Processes of the services, in the order of their names. */
  readonly ports: readonly number[];
  /** Runs SQL as superuser in the database of a service. Resolves to the rows of the last statement. */
  sql(service: ServiceName, ...statements: string[]): Promise<unknown[]>;
  /** Restarts a service. */
  restart(service: ServiceName, meanwhile: () => Promise<unknown>): Promise<void>;
  stop(): Promise<void>;
}

/** The newest positions of the services that publish events: registry, intake and rollout. */
export function headsOf({ ledgers: { officers, incidents, cameras } }: Connection): Promise<bigint[]> {
  const all = [officers, incidents, cameras].map(
    async (ledger) => (await ledger.getHead({ partition: 0 })).headPosition,
  );
  return Promise.all(all);
}

export async function runSystem(services: readonly ServiceName[] = SERVICES): Promise<RunningSystem> {
  const [nats, databases, ports] = await Promise.all([
    startTestNats({ tls: true }),
    eachService((service) => createTestDatabase({ service, migrate: (url) => migrate(service, url) })),
    eachService(() => freePort()),
  ]);
  const root = stateRoot({ SAFE_COMMUNITY_HOME: testFolder('home') });
  const issuer = await startTokenIssuer(root);
  const surroundings: Surroundings = {
    root,
    pki: testPki(),
    ports,
    natsPort: nats.port,
    natsSync: '2m',
    natsMonitorUrl: nats.monitorUrl,
    callersFile: writeCallersFile(root),
    tokenKeys: issuer.jwks,
    databaseUrls: await eachService(async (service) => {
      const { url, ownerUrl, readerUrl } = databases[service];
      return { service: url, owner: ownerUrl, reader: readerUrl };
    }),
  };
  ensureKeys(root);
  mkdirSync(evidenceDirOf(root), { recursive: true });
  writeAddresses(surroundings);
  const processes = new Map(
    await Promise.all(services.map(async (service) => [service, await start(service, surroundings)] as const)),
  );
  const env = environmentOfClient(surroundings);
  return {
    connect: () => connectServices({ actingUser: DEMONSTRATOR }, env),
    hromada: (...args) => runHromada(args, env),
    hromadaAs: (more, ...args) => runHromada(args, { ...env, ...more }),
    hromadaWith: (input, ...args) => runHromadaProcess(args, env, input),
    env,
    nats,
    signingKey: await localSigningKey(root),
    ports: services.map((service) => ports[service]),
    sql: (service, ...statements) => runSql(databases[service].adminUrl, statements),
    async restart(service, meanwhile) {
      await processes.get(service)?.stop();
      await meanwhile();
      processes.set(service, await start(service, surroundings));
    },
    async stop() {
      await Promise.all([...processes.values()].map((process) => process.stop()));
      await issuer.close();
      await nats.stop();
      await Promise.all(SERVICES.map((service) => databases[service].drop()));
    },
  };
}

async function eachService<T>(of: (service: ServiceName) => Promise<T>): Promise<Record<ServiceName, T>> {
  const entries = await Promise.all(SERVICES.map(async (service) => [service, await of(service)] as const));
  // Every service is among them.
  return Object.fromEntries(entries) as Record<ServiceName, T>;
}

async function migrate(service: ServiceName, ownerUrl: string): Promise<void> {
  const env = { ...programEnvironment(), INSTALLATION: 'demonstration', DATABASE_OWNER_URL: ownerUrl };
  await promisify(execFile)(process.execPath, [await bundledProgram(programOf(service, 'migrate'))], { env });
}

function start(service: ServiceName, surroundings: Surroundings): Promise<ServiceProcess> {
  const { caFile, identities } = surroundings.pki;
  const credentials = clientCredentials({ caFile, ...identities.client });
  const env = Object.entries(environmentOf(service, surroundings)).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  );
  return startServiceProcess({
    name: service,
    main: programOf(service, 'main'),
    env: Object.fromEntries(env),
    readyWhen: () => isServing(`localhost:${surroundings.ports[service]}`, credentials),
  });
}

async function runSql(url: string, statements: readonly string[]): Promise<unknown[]> {
  const database = openDatabase({ url, entities: [], migrations: [] });
  try {
    let found: unknown[] = [];
    for (const statement of statements) found = await rows(database.em.fork(), statement);
    return found;
  } finally {
    await database.close();
  }
}

function writeAddresses({ root, ports }: Surroundings): void {
  mkdirSync(root.dir, { recursive: true });
  const addresses = {
    officerRegistry: `localhost:${ports['officer-registry']}`,
    incidentIntake: `localhost:${ports['incident-intake']}`,
    cameraRollout: `localhost:${ports['camera-rollout']}`,
    statistics: `localhost:${ports.statistics}`,
  };
  writeFileSync(join(root.dir, 'addresses.json'), JSON.stringify(addresses));
}

function environmentOfClient({ root, pki }: Surroundings): NodeJS.ProcessEnv {
  const { certFile, keyFile } = pki.identities.client;
  return {
    PATH: process.env['PATH'],
    SAFE_COMMUNITY_HOME: root.dir,
    TLS_CA_FILE: pki.caFile,
    TLS_CERT_FILE: certFile,
    TLS_KEY_FILE: keyFile,
  };
}
