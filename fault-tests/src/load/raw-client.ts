import { makeClientConstructor, type ServiceError } from '@grpc/grpc-js';
import {
  IncidentIntakeServiceService,
  ReportIncidentResponse,
} from '@safe-community/contracts/incidents/v1/incident_intake_service.ts';
import type { System } from '../system/system.ts';

const DEADLINE_MS = 10_000;

export interface RawClient {
  send(bytes: Buffer): Promise<ReportIncidentResponse>;
  close(): void;
}

/** A client that sends arbitrary bytes. */
export function rawClient(system: System): RawClient {
  const { reportIncident } = IncidentIntakeServiceService;
  const Client = makeClientConstructor({}, 'raw');
  const client = new Client(system.intake.address, system.credentials);
  return {
    send: (bytes) =>
      new Promise((resolve, reject) => {
        client.makeUnaryRequest(
          reportIncident.path,
          (given: Buffer) => given,
          (received: Buffer) => ReportIncidentResponse.decode(received),
          bytes,
          { deadline: Date.now() + DEADLINE_MS },
          (error: ServiceError | null, response) => (response === undefined ? reject(error) : resolve(response)),
        );
      }),
    close: () => client.close(),
  };
}
