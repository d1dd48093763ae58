import { randomUUID } from 'node:crypto';
import { Metadata, status, type ServiceError } from '@grpc/grpc-js';
import {
  IncidentIntakeServiceClient,
  IncidentIntakeServiceService,
  ReportIncidentResponse,
} from '@safe-community/contracts/incidents/v1/incident_intake_service.ts';
import { migrate, rows, type Database } from '@safe-community/database';
import { incidentReported } from '@safe-community/events';
import { serve } from '@safe-community/grpc-kit';
import { requestKey, type UnitOfWork } from '@safe-community/ledger';
import { createLogger } from '@safe-community/telemetry';
import {
  createTestDatabase,
  demoClientCredentials,
  eventually,
  startTestNats,
  testServiceConfig,
} from '@safe-community/testkit';
import { expect, it, onTestFinished } from 'vitest';
import { openSmallDatabase, startSmall } from '../test/small-service.ts';

const { reportIncident } = IncidentIntakeServiceService;

/** A service whose write takes a minute in the database the first time. */
async function startSlow() {
  const nats = await startTestNats({ tls: true });
  const created = await createTestDatabase();
  const owned = openSmallDatabase(created.ownerUrl);
  await migrate(owned, 'demonstration');
  await owned.close();
  const onlooker = openSmallDatabase(created.adminUrl);
  let seconds = 60;
  const slowReport = (unitOfWork: UnitOfWork) =>
    serve(
      { reportIncident },
      {
        reportIncident: ({ requestId }, call) =>
          unitOfWork
            .write(requestKey(call, requestId), async (em) => {
              await rows(em, 'insert into consumed values (1)');
              await rows(em, 'select pg_sleep($1)', [seconds]);
              const event = incidentReported.create(incidentReported.decode(new Uint8Array()), {});
              const response = ReportIncidentResponse.fromPartial({ incidentId: 'done' });
              return { answer: ReportIncidentResponse.encode(response).finish(), events: [event], about: [] };
            })
            .then((answer) => ReportIncidentResponse.decode(answer)),
      },
    );
  const logged: string[] = [];
  const logger = createLogger({
    service: 'test',
    level: 'info',
    destination: { write: (line: string) => void logged.push(line) },
  });
  const config = testServiceConfig({ identity: 'incident-intake', databaseUrl: created.url, nats });
  const service = await startSmall(config, logger, { services: (unitOfWork) => [slowReport(unitOfWork)] });
  const client = new IncidentIntakeServiceClient(`localhost:${service.port}`, demoClientCredentials());
  onTestFinished(async () => {
    client.close();
    await service.stop();
    await onlooker.close();
    await nats.stop();
    await created.drop();
  });
  return {
    client,
    onlooker,
    logged: () => logged.join(''),
    hurry: (): void => {
      seconds = 0;
    },
  };
}

async function count(database: Database, what: string): Promise<number> {
  const [row] = await rows<{ count: number }>(database.em.fork(), `select count(*)::int as count from ${what}`);
  return row?.count ?? -1;
}

const SLEEPING = `pg_stat_activity where datname = current_database() and state = 'active' and query like '%pg_sleep%'
  and pid <> pg_backend_pid()`;

it.each([
  ['passes its deadline', 4_000, false],
  ['is cancelled', 60_000, true],
] as const)(
  'a call that %s is cancelled down to the statement and changes nothing; a repeat counts as the first',
  { timeout: 120_000 },
  async (_, leftMs, isCancelled) => {
    const { client, onlooker, logged, hurry } = await startSlow();
    const request = { requestId: randomUUID(), report: undefined };
    const ended = new Promise<ServiceError | null>((resolve) => {
      const call = client.reportIncident(request, new Metadata(), { deadline: Date.now() + leftMs }, resolve);
      if (!isCancelled) return;
      void eventually(async () => expect(await count(onlooker, SLEEPING)).toBe(1), { within: 30_000 }).then(() =>
        call.cancel(),
      );
    });
    expect((await ended)?.code).toBe(isCancelled ? status.CANCELLED : status.DEADLINE_EXCEEDED);
    await eventually(async () => expect(await count(onlooker, SLEEPING)).toBe(0));
    for (const table of ['consumed', 'request_record', 'ledger_event']) expect(await count(onlooker, table)).toBe(0);
    expect(logged()).not.toContain('call failed');

    hurry();
    const answer = await new Promise((resolve, reject) => {
      client.reportIncident(request, (error, response) => (error === null ? resolve(response) : reject(error)));
    });
    expect(answer).toMatchObject({ incidentId: 'done' });
    for (const table of ['consumed', 'request_record', 'ledger_event']) expect(await count(onlooker, table)).toBe(1);
  },
);
