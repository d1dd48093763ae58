/**
 * Reports incidents from several callers until it is stopped, then prints how many calls succeeded and what failed. It
 * runs in the network of the pods and, like every client of ours, resolves the service name to all replicas, uses
 * round_robin, and retries on another replica.
 */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Metadata } from '@grpc/grpc-js';
import { IncidentCategory, IncidentReport, ReportChannel } from '@safe-community/contracts/incidents/v1/incident.ts';
import { IncidentIntakeServiceClient } from '@safe-community/contracts/incidents/v1/incident_intake_service.ts';
import { clientCredentials, openClient } from '@safe-community/grpc-kit';

const CALLERS = 8;
const PAUSE_MS = 5;
const DEADLINE_MS = 10_000;

/** Vinnytsia. */
const HROMADA = 'UA05020030000031457';

const REPORT = IncidentReport.fromPartial({
  category: IncidentCategory.PUBLIC_ORDER,
  channel: ReportChannel.PHONE_102,
  hromadaCode: HROMADA,
  attributes: [{ name: 'order_kind', value: 'disturbance' }],
  description: 'Біля магазину група людей шумить.',
  reporter: { fullName: 'Олена Вигадана', phone: '+380440000000' },
});

const tls = { caFile: '/tls/ca.crt', certFile: '/tls/tls.crt', keyFile: '/tls/tls.key' };
const client = openClient(IncidentIntakeServiceClient, 'incident-intake:50052', clientCredentials(tls));
const said = { answered: 0, lastIncident: '', failures: [] as string[] };
let isOver = false;

process.once('SIGTERM', () => (isOver = true));
await Promise.all(Array.from({ length: CALLERS }, reportOn));
client.close();
console.log(JSON.stringify(said));

async function reportOn(): Promise<void> {
  while (!isOver) {
    await report();
    await sleep(PAUSE_MS);
  }
}

function report(): Promise<void> {
  return new Promise((resolve) => {
    const request = { requestId: randomUUID(), report: REPORT };
    client.reportIncident(request, new Metadata(), { deadline: Date.now() + DEADLINE_MS }, (error, response) => {
      if (error === null) {
        said.answered += 1;
        said.lastIncident = response.incidentId;
      } else said.failures.push(error.message);
      resolve();
    });
  });
}
