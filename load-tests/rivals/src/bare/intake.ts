import { readFileSync } from 'node:fs';
import {
  loadPackageDefinition,
  Server,
  ServerCredentials,
  status,
  type sendUnaryData,
  type ServerUnaryCall,
  type ServiceClientConstructor,
} from '@grpc/grpc-js';
import { loadSync } from '@grpc/proto-loader';
import pg from 'pg';
import type { Settings } from '../settings.js';
import { connectBroker } from './broker.js';
import { notifier, runRelay } from './relay.js';
import { storeReport, type Stored } from './store-report.js';
import { createTables } from './tables.js';
import { validReport, type Request } from './valid-report.js';

const SESSIONS = 20;

/** Accepts reports, and publishes their events. */
export async function startIntake(settings: Settings): Promise<void> {
  const { databaseUrl, port } = settings;
  const pool = new pg.Pool({ connectionString: databaseUrl, max: SESSIONS });
  await createTables(pool);
  const notify = notifier(pool);
  const server = new Server();
  server.addService(serviceDefinition(settings), {
    reportIncident: ({ request }: ServerUnaryCall<Request, object>, answer: sendUnaryData<object>) => {
      const report = validReport(request);
      if (report === undefined) {
        answer({ code: status.INVALID_ARGUMENT, details: 'the report is not valid' });
        return;
      }
      storeReport(pool, request.requestId, report).then(
        (stored) => {
          answer(null, toResponse(stored));
          notify();
        },
        (error: unknown) => {
          console.error(error);
          answer({ code: status.INTERNAL, details: 'the report is not stored' });
        },
      );
    },
  });
  await listen(server, settings);
  void runRelay(databaseUrl, await connectBroker(settings));
  console.log(`listening on ${port}`);
}

function serviceDefinition({ protos }: Settings): ServiceClientConstructor['service'] {
  const definition = loadSync('safecommunity/incidents/v1/incident_intake_service.proto', {
    includeDirs: [protos],
    arrays: true,
    defaults: true,
  });
  const loaded = loadPackageDefinition(definition) as unknown as {
    safecommunity: { incidents: { v1: { IncidentIntakeService: ServiceClientConstructor } } };
  };
  return loaded.safecommunity.incidents.v1.IncidentIntakeService.service;
}

function toResponse({ id, hromada_code, received_at }: Stored): object {
  const ms = received_at.getTime();
  return {
    incidentId: id,
    hromadaCode: hromada_code,
    receivedTime: { seconds: Math.floor(ms / 1_000), nanos: (ms % 1_000) * 1e6 },
  };
}

function listen(server: Server, { port, tls: { caFile, certFile, keyFile } }: Settings): Promise<void> {
  const pair = { cert_chain: readFileSync(certFile), private_key: readFileSync(keyFile) };
  const credentials = ServerCredentials.createSsl(readFileSync(caFile), [pair], true);
  return new Promise((resolve, reject) => {
    server.bindAsync(`127.0.0.1:${port}`, credentials, (error) => (error ? reject(error) : resolve()));
  });
}
