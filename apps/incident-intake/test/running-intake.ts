import { randomUUID } from 'node:crypto';
import {
  IncidentIntakeServiceClient,
  type GetIncidentResponse,
  type ImportIncidentsResponse,
  type ListIncidentsRequest,
  type ListIncidentsResponse,
  type ReportIncidentRequest,
  type ReportIncidentResponse,
} from '@safe-community/contracts/incidents/v1/incident_intake_service.ts';
import { rows, type Database } from '@safe-community/database';
import { allScopes, callUnary, DEFAULT_TIMEOUTS, type Callers, type Timeouts } from '@safe-community/grpc-kit';
import { createLogger } from '@safe-community/telemetry';
import {
  createTestDatabase,
  demoClientCredentials,
  eventually,
  freePort,
  serviceLog,
  startDatabaseProxy,
  startTestNats,
  testCaller,
  testFolder,
  testServiceConfig,
  type DatabaseProxy,
  type TestDatabase,
  type TestNats,
} from '@safe-community/testkit';
import { createKeyFile } from '@safe-community/security/encryption';
import type { Config } from '../src/config.ts';
import { openIntakeDatabase, start, type Overrides } from '../src/service.ts';
import { migrateIntake } from './migrate-intake.ts';
import { sendImport, type Part } from './send-import.ts';

/** The demo client has every scope and sends tests, `statistics` has those for ordinary incidents, `nats` none. */
export type From = 'client' | 'statistics' | 'nats';

/** The real service in this process: real PostgreSQL, real NATS, mutual TLS. */
export interface RunningIntake {
  readonly port: number;
  /** Folder of the keys that encrypt personal data. */
  readonly keysDir: string;
  readonly nats: TestNats;
  /** The database as a superuser, without the limits of rights. */
  readonly database: Database;
  /** The connection of each role. */
  readonly urls: TestDatabase;
  /** Every line that the service logged. */
  readonly log: readonly string[];
  readonly client: IncidentIntakeServiceClient;
  report(request: Partial<ReportIncidentRequest>, from?: From): Promise<ReportIncidentResponse>;
  get(incidentId: string, from?: From, reason?: string): Promise<GetIncidentResponse>;
  list(request?: Partial<ListIncidentsRequest>, from?: From): Promise<ListIncidentsResponse>;
  send(parts: Iterable<Part>, from?: From): Promise<ImportIncidentsResponse>;
  /** Rows of the service's database, read as a superuser and past the connection that a test may cut. */
  sql(statement: string, values?: readonly unknown[]): Promise<Record<string, unknown>[]>;
  /** The number of stored rows: a refused call leaves it unchanged. */
  counts(): Promise<{ incidents: number; events: number; requests: number }>;
  /** Stops the service and starts it again on the same database and broker, optionally with another configuration. */
  restart(change?: Partial<Config>): Promise<void>;
  /** A second replica of the service, on the same database and broker. */
  startReplica(): Promise<Replica>;
  /** Resolves when the current service is ready. */
  ready(): Promise<void>;
  stop(): Promise<void>;
}

/** With a connection between service and database that a test can break. */
export interface IntakeOnLine extends RunningIntake {
  readonly line: DatabaseProxy;
  /** Restarts the service with the connection cut: it listens, and is not ready. */
  restartCutOff(): Promise<void>;
}

interface Replica {
  report(request: Partial<ReportIncidentRequest>): Promise<ReportIncidentResponse>;
  stop(): Promise<void>;
}

const DEADLINE_MS = 30_000;

/**
 * @param known replaces the registered callers.
 * @param timeouts how long the server waits for its clients.
 */
export async function runIntake(
  overrides: Overrides = {},
  known?: Callers,
  timeouts: Timeouts = DEFAULT_TIMEOUTS,
): Promise<RunningIntake> {
  return (await run(overrides, known, timeouts)).intake;
}

export async function runIntakeOnLine(overrides: Overrides = {}): Promise<IntakeOnLine> {
  const line = await startDatabaseProxy();
  const { intake, restartWhen } = await run(overrides, undefined, DEFAULT_TIMEOUTS, line);
  return {
    ...intake,
    line,
    restartCutOff: () => restartWhen(() => line.cut()),
    async stop() {
      await intake.stop();
      await line.close();
    },
  };
}

async function run(overrides: Overrides, known: Callers | undefined, timeouts: Timeouts, line?: DatabaseProxy) {
  const [own, nats, port] = await Promise.all([
    createTestDatabase({ service: 'incident-intake', migrate: migrateIntake }),
    startTestNats(),
    // Kept from other processes while the service restarts.
    freePort(),
  ]);
  const keysDir = testFolder('keys');
  createKeyFile(keysDir, 'first');
  const usual = serviceConfig(line?.through(own.url) ?? own.url, nats);
  const service = { ...usual, timeouts, callers: known ?? usual.callers };
  const { lines: log, destination } = serviceLog('incident-intake');
  const logger = createLogger({ service: 'incident-intake', level: 'debug', destination });
  // Nothing listens there: in these tests all data arrives through the broker.
  const config = { service, keysDir, officerRegistry: '127.0.0.1:1' };
  const startOn = (change: Partial<Config>) =>
    start({ ...config, ...change, service: { ...service, port } }, logger, overrides);
  let running = await startOn({});
  // Not openClient: its retries would hide the answers of the service.
  const open = (name: From) =>
    new IncidentIntakeServiceClient(`localhost:${running.port}`, demoClientCredentials(name), {
      'grpc.initial_reconnect_backoff_ms': 50,
      'grpc.max_reconnect_backoff_ms': 200,
    });
  const clients = { client: open('client'), statistics: open('statistics'), nats: open('nats') };
  const database = openIntakeDatabase(own.adminUrl);
  const sql: RunningIntake['sql'] = (statement, values = []) => rows(database.em.fork(), statement, values);
  const list: RunningIntake['list'] = (request = {}, from = 'client') =>
    callUnary('List', clients[from].listIncidents.bind(clients[from]), { ...ALL, ...request }, DEADLINE_MS);
  let startedAt = 0;
  const startAgain = async (change: Partial<Config> = {}): Promise<void> => {
    startedAt = log.length;
    running = await startOn(change);
  };
  const ready = (): Promise<void> => eventually(() => demandReady(log.slice(startedAt)));
  const restartWhen = async (change: () => void): Promise<void> => {
    await running.stop();
    change();
    await startAgain();
  };
  await ready();
  const intake: RunningIntake = {
    port: running.port,
    keysDir,
    nats,
    database,
    urls: own,
    log,
    client: clients.client,
    report: (request, from = 'client') => send(clients[from], request),
    get: (incidentId, from = 'client', reason = 'перевірка') =>
      callUnary('Get', clients[from].getIncident.bind(clients[from]), { incidentId, reason }, DEADLINE_MS),
    list,
    send: (parts, from = 'client') => sendImport(clients[from], parts),
    sql,
    async counts() {
      const [found] = await sql(
        `select (select count(*)::int from incident) as incidents, (select count(*)::int from ledger_event) as events,
           (select count(*)::int from request_record) as requests`,
      );
      return found as { incidents: number; events: number; requests: number };
    },
    async restart(change) {
      await running.stop();
      await startAgain(change);
      await ready();
    },
    async startReplica() {
      startedAt = log.length;
      const replica = await start(config, logger, overrides);
      const replicaClient = new IncidentIntakeServiceClient(`localhost:${replica.port}`, demoClientCredentials());
      await ready();
      return {
        report: (request) => send(replicaClient, request),
        async stop() {
          replicaClient.close();
          await replica.stop();
        },
      };
    },
    ready,
    async stop() {
      for (const client of Object.values(clients)) client.close();
      await running.stop();
      await database.close();
      await nats.stop();
      await own.drop();
    },
  };
  return { intake, restartWhen };
}

function send(
  client: IncidentIntakeServiceClient,
  request: Partial<ReportIncidentRequest>,
): Promise<ReportIncidentResponse> {
  const whole = { requestId: randomUUID(), report: undefined, ...request };
  return callUnary('Report', client.reportIncident.bind(client), whole, DEADLINE_MS);
}

const ALL: ListIncidentsRequest = {
  pageSize: 0,
  pageToken: '',
  hromadaCode: '',
  category: 0,
  receivedFrom: undefined,
  receivedTo: undefined,
  unroutedOnly: false,
  states: [],
  oblastCode: '',
  responsibleOfficerId: '',
  overdueOnly: false,
  testsOnly: false,
};

function serviceConfig(databaseUrl: string, nats: TestNats) {
  const config = testServiceConfig({ identity: 'incident-intake', databaseUrl, nats });
  const callers = new Map(config.callers);
  callers.set('statistics', { ...testCaller('statistics', allScopes(), 'ordinary'), sendsTests: false });
  return { ...config, callers };
}

function demandReady(log: readonly string[]): void {
  if (!log.some((line) => line.includes('"message":"ready"'))) throw new Error('the service is not ready');
}
