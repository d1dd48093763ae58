import {
  BatchReportIncidentsResponse,
  IncidentIntakeServiceClient,
  IncidentIntakeServiceService,
  type ListImportedRowsResponse,
  type ReportIncidentRequest,
} from '@safe-community/contracts/incidents/v1/incident_intake_service.ts';
import { callUnary } from '@safe-community/grpc-kit';
import { demoClientCredentials } from '@safe-community/testkit';
import type { From, RunningIntake } from './running-intake.ts';

const DEADLINE_MS = 30_000;

export function reportBatch(
  { client }: RunningIntake,
  requests: ReportIncidentRequest[],
): Promise<BatchReportIncidentsResponse> {
  return callUnary('Batch', client.batchReportIncidents.bind(client), { requests }, DEADLINE_MS);
}

/** An encoded batch, by any caller. */
export function sendBatch({ port }: RunningIntake, bytes: Buffer, from: From): Promise<BatchReportIncidentsResponse> {
  const client = new IncidentIntakeServiceClient(`localhost:${port}`, demoClientCredentials(from));
  const { path } = IncidentIntakeServiceService.batchReportIncidents;
  const pass = (whole: Buffer): Buffer => whole;
  return new Promise<BatchReportIncidentsResponse>((resolve, reject) => {
    client.makeUnaryRequest(
      path,
      pass,
      (answer) => BatchReportIncidentsResponse.decode(answer),
      bytes,
      (error, response) => {
        client.close();
        if (error === null && response !== undefined) resolve(response);
        else reject(error ?? new Error('an answer without a message'));
      },
    );
  });
}

export function importedRows(
  { client }: RunningIntake,
  sourceSystem: string,
  externalIds: string[],
): Promise<ListImportedRowsResponse> {
  return callUnary('Rows', client.listImportedRows.bind(client), { sourceSystem, externalIds }, DEADLINE_MS);
}
