import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { credentials, Metadata, type ServiceError } from '@grpc/grpc-js';
import { IncidentCategory, IncidentReport, ReportChannel } from '@safe-community/contracts/incidents/v1/incident.ts';
import {
  IncidentIntakeServiceClient,
  type ReportIncidentResponse,
} from '@safe-community/contracts/incidents/v1/incident_intake_service.ts';
import { openClient } from '@safe-community/grpc-kit';
import type { TlsContent } from './authority.ts';

const SERVICE = 'incident-intake';
const PORT = 50_052;

/** Vinnytsia. */
const HROMADA = 'UA05020030000031457';

export interface Reporting {
  report(): Promise<ReportIncidentResponse>;
  close(): void;
}

/**
 * A caller of intake, with a certificate of its own. As one in a cluster it asks for the name of the service, learns of all
 * its replicas, takes turns, and tries again elsewhere what a replica has not taken, as every client of ours does.
 */
export function openReporting(nameServer: string, tls: TlsContent): Reporting {
  const client = openClient(
    IncidentIntakeServiceClient,
    `dns://${nameServer}:53/${SERVICE}:${PORT}`,
    credentials.createSsl(Buffer.from(tls['ca.crt']), Buffer.from(tls['tls.key']), Buffer.from(tls['tls.crt'])),
  );
  return {
    report: () =>
      new Promise((resolve, reject) => {
        const request = { requestId: randomUUID(), report: REPORT };
        const done = (error: ServiceError | null, response: ReportIncidentResponse): void => {
          if (error === null) resolve(response);
          else reject(error);
        };
        client.reportIncident(request, new Metadata(), { deadline: Date.now() + 10_000 }, done);
      }),
    close: () => client.close(),
  };
}

const REPORT = IncidentReport.fromPartial({
  category: IncidentCategory.PUBLIC_ORDER,
  channel: ReportChannel.PHONE_102,
  hromadaCode: HROMADA,
  attributes: [{ name: 'order_kind', value: 'disturbance' }],
  description: 'Біля магазину група людей шумить.',
  reporter: { fullName: 'Олена Вигадана', phone: '+380440000000' },
  demonstration: true,
});

/** Reports one after the other from several callers until `done`. @returns how many were answered, and what failed. */
export async function reportUntil(
  reporting: Reporting,
  done: Promise<unknown>,
): Promise<{ answered: number; failures: string[] }> {
  let isOver = false;
  const failures: string[] = [];
  let answered = 0;
  const caller = async (): Promise<void> => {
    while (!isOver) {
      try {
        await reporting.report();
        answered += 1;
      } catch (error) {
        failures.push(String(error));
      }
      await sleep(5);
    }
  };
  const callers = Array.from({ length: 8 }, caller);
  await done.finally(() => (isOver = true));
  await Promise.all(callers);
  return { answered, failures };
}
