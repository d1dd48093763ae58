/** A service with only a ledger: reports an incident every few milliseconds and prints the acknowledged ones. */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { IncidentReported } from '@safe-community/contracts/incidents/events/v1/incident_events.ts';
import { openDatabase } from '@safe-community/database';
import { connectBroker, incidentReported, LOCAL_STREAM_POLICY } from '@safe-community/events';
import { createLogger } from '@safe-community/telemetry';
import { createUnitOfWork, createWakeup, startRelay } from '../../src/index.ts';
import { written } from '../written.ts';
import { testKey } from '../test-key.ts';

const databaseUrl = process.env['DATABASE_URL'] ?? '';
const wanted = Number(process.env['REPORTS']);
const database = openDatabase({ url: databaseUrl, entities: [], migrations: [] });
const wakeup = createWakeup();
startRelay({
  installation: 'demonstration',
  database,
  databaseUrl,
  broker: connectBroker({ servers: [`localhost:${process.env['NATS_PORT']}`], name: 'reporting-service' }),
  producer: 'incidents',
  streamPolicy: LOCAL_STREAM_POLICY,
  wakeup,
  logger: createLogger({ service: 'reporting-service', level: 'silent' }),
});

const unitOfWork = createUnitOfWork(database, wakeup);
for (let count = 0; count < wanted; count += 1) {
  const response = IncidentReported.fromPartial({ incidentId: randomUUID() });
  const events = [incidentReported.create(response, {})];
  await written(unitOfWork, testKey('client', randomUUID(), 'Report', Buffer.alloc(0)), async () => ({
    response,
    events,
  }));
  process.stdout.write(`acknowledged ${response.incidentId}\n`);
  await sleep(5);
}
await new Promise(() => setInterval(() => undefined, 60_000));
