import { readFileSync } from 'node:fs';
import { credentials, type ChannelCredentials, type ServiceError } from '@grpc/grpc-js';
import type { Any } from '@safe-community/contracts/google/protobuf/any.ts';
import {
  BadRequest,
  ErrorInfo,
  PreconditionFailure,
  RetryInfo,
} from '@safe-community/contracts/google/rpc/error_details.ts';
import { Status } from '@safe-community/contracts/google/rpc/status.ts';
import {
  ImportIncidentsResponse,
  IncidentIntakeServiceClient,
  IncidentIntakeServiceService,
  ReportIncidentResponse,
} from '@safe-community/contracts/incidents/v1/incident_intake_service.ts';
import { LedgerServiceClient, LedgerServiceService } from '@safe-community/contracts/ledger/v1/ledger_service.ts';
import { createLogger } from '@safe-community/telemetry';
import { demoClientCredentials, testCaller, testPki } from '@safe-community/testkit';
import { onTestFinished } from 'vitest';
import { unavailable } from '@safe-community/domain-kit';
import { serve, startServer, type Handlers, type RunningServer, type ServerOptions } from '../src/index.ts';

type LedgerHandlers = Handlers<typeof LedgerServiceService>;
/** The methods of one service in these tests: one of each kind. */
const { reportIncident, importIncidents } = IncidentIntakeServiceService;
const INTAKE = { reportIncident, importIncidents };
type IntakeHandlers = Handlers<typeof INTAKE>;

/** A transient failure: the handlers distinguish it from a bug by this class. */
export class Passing extends Error {}

export interface Served {
  readonly server: RunningServer;
  readonly ledger: LedgerServiceClient;
  readonly intake: IncidentIntakeServiceClient;
  readonly logged: () => Record<string, unknown>[];
  /** Clients with other credentials. */
  readonly ledgerAs: (credentials: ChannelCredentials) => LedgerServiceClient;
}

export const SCOPES = ['ledger.read', 'incidents.report', 'incidents.import'];

/**
 * Serves two services of the contracts with these handlers until the end of the test; "statistics" has no scope, "nats"
 * is unregistered.
 */
export async function startServed(
  handlers: Partial<LedgerHandlers & IntakeHandlers>,
  more: Partial<ServerOptions> = {},
): Promise<Served> {
  const lines: string[] = [];
  const logger = createLogger({
    service: 'test',
    level: 'debug',
    destination: { write: (line: string) => void lines.push(line) },
  });
  const { caFile, identities } = testPki();
  const server = await startServer({
    host: '127.0.0.1',
    port: 0,
    tls: { caFile, ...identities['incident-intake'] },
    callers: new Map(['client', 'statistics'].map((name) => [name, testCaller(name, name === 'client' ? SCOPES : [])])),
    services: [
      serve(LedgerServiceService, { ...SILENT_LEDGER, ...handlers }),
      serve(INTAKE, { ...SILENT_INTAKE, ...handlers }),
    ],
    logger,
    faultOf: (error) => (error instanceof Passing ? unavailable('away', 1_500) : undefined),
    ...more,
  });
  onTestFinished(() => server.drain(100));
  const address = `localhost:${server.port}`;
  const ledgerAs = (credentials: ChannelCredentials): LedgerServiceClient => {
    const client = new LedgerServiceClient(address, credentials);
    onTestFinished(() => client.close());
    return client;
  };
  const intake = new IncidentIntakeServiceClient(address, demoClientCredentials());
  onTestFinished(() => intake.close());
  return {
    server,
    ledger: ledgerAs(demoClientCredentials()),
    intake,
    ledgerAs,
    logged: () => lines.map((line) => JSON.parse(line) as Record<string, unknown>),
  };
}

const SILENT_LEDGER: LedgerHandlers = {
  getHead: async () => ({ epoch: 'e', headPosition: 1n, publishedPosition: 1n, firstPosition: 1n, installation: 1 }),
  readEvents: async function* () {
    yield* [];
  },
};

const SILENT_INTAKE: IntakeHandlers = {
  reportIncident: async () => ReportIncidentResponse.fromPartial({}),
  importIncidents: async () => ImportIncidentsResponse.fromPartial({}),
};

/** Credentials of a client without a certificate. */
export function withoutCertificate(): ChannelCredentials {
  return credentials.createSsl(readFileSync(testPki().caFile));
}

/** Resolves to the error of a unary call; rejects when it succeeds. */
export function errorOf(call: (callback: (error: ServiceError | null) => void) => unknown): Promise<ServiceError> {
  return new Promise((resolve, reject) => {
    call((error) => (error === null ? reject(new Error('the call succeeded')) : resolve(error)));
  });
}

/** The google.rpc details of an error, by the name of their type. */
export function detailsOf(error: ServiceError): Record<string, unknown> {
  const rich = richStatus(error);
  if (rich === undefined) return {};
  const found = rich.details.map((any) => [nameOf(any), DETAILS[nameOf(any)]?.decode(any.value)] as const);
  return { code: rich.code, message: rich.message, ...Object.fromEntries(found) };
}

/** The attachments of a refusal, besides its google.rpc details. */
export function attachedTo(error: ServiceError): Any[] {
  return richStatus(error)?.details.filter((any) => DETAILS[nameOf(any)] === undefined) ?? [];
}

function richStatus(error: ServiceError): Status | undefined {
  const [bytes] = error.metadata.get('grpc-status-details-bin');
  return Buffer.isBuffer(bytes) ? Status.decode(bytes) : undefined;
}

const DETAILS: Record<string, { decode(bytes: Uint8Array): unknown }> = {
  BadRequest,
  ErrorInfo,
  PreconditionFailure,
  RetryInfo,
};

function nameOf({ typeUrl }: Any): string {
  return typeUrl.replace('type.googleapis.com/google.rpc.', '');
}
