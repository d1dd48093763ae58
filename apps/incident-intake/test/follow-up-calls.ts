import { randomUUID } from 'node:crypto';
import { IncidentCourseServiceClient } from '@safe-community/contracts/incidents/v1/course_service.ts';
import {
  DuplicateServiceClient,
  MergeIncidentsRequest,
  SuggestDuplicatesRequest,
  UnmergeIncidentRequest,
} from '@safe-community/contracts/incidents/v1/duplicate_service.ts';
import { ReporterServiceClient } from '@safe-community/contracts/incidents/v1/reporter_service.ts';
import { callUnary } from '@safe-community/grpc-kit';
import { demoClientCredentials } from '@safe-community/testkit';
import type { From } from './running-intake.ts';

const DEADLINE_MS = 30_000;

/** The calls of duplicates and of reporters by one caller, and the steps that they need. */
export function followUpCalls({ port }: { readonly port: number }, from: From = 'client') {
  const address = `localhost:${port}`;
  const duplicates = new DuplicateServiceClient(address, demoClientCredentials(from));
  const reporters = new ReporterServiceClient(address, demoClientCredentials(from));
  const course = new IncidentCourseServiceClient(address, demoClientCredentials(from));
  const step = (incidentId: string) => ({ requestId: randomUUID(), incidentId, expectedVersion: 0, reason: 'так є' });
  return {
    async suggest(incidentId: string, more: Partial<SuggestDuplicatesRequest> = {}) {
      const request = SuggestDuplicatesRequest.fromPartial({ incidentId, reason: 'перевірка', ...more });
      return (await callUnary('Suggest', duplicates.suggestDuplicates.bind(duplicates), request, DEADLINE_MS)).likely;
    },
    merge(duplicateIncidentId: string, primaryIncidentId: string, more: Partial<MergeIncidentsRequest> = {}) {
      const ids = { requestId: randomUUID(), duplicateIncidentId, primaryIncidentId };
      const request = MergeIncidentsRequest.fromPartial({ ...ids, ...more });
      return callUnary('Merge', duplicates.mergeIncidents.bind(duplicates), request, DEADLINE_MS);
    },
    unmerge(incidentId: string, more: Partial<UnmergeIncidentRequest> = {}) {
      const request = UnmergeIncidentRequest.fromPartial({ requestId: randomUUID(), incidentId, ...more });
      return callUnary('Unmerge', duplicates.unmergeIncident.bind(duplicates), request, DEADLINE_MS);
    },
    async status(trackingToken: string) {
      const call = reporters.getReportStatus.bind(reporters);
      return (await callUnary('Status', call, { trackingToken }, DEADLINE_MS)).status;
    },
    async add(trackingToken: string, text: string, requestId: string = randomUUID()) {
      const request = { requestId, trackingToken, text };
      return (await callUnary('Add', reporters.addToReport.bind(reporters), request, DEADLINE_MS)).status;
    },
    async confirm(trackingToken: string, requestId: string = randomUUID()) {
      const request = { requestId, trackingToken };
      return (await callUnary('Confirm', reporters.confirmFixed.bind(reporters), request, DEADLINE_MS)).status;
    },
    async reopen(trackingToken: string, reason: string, requestId: string = randomUUID()) {
      const request = { requestId, trackingToken, reason };
      return (await callUnary('Reopen', reporters.reopenReport.bind(reporters), request, DEADLINE_MS)).status;
    },
    reject: (incidentId: string) =>
      callUnary('Reject', course.rejectIncident.bind(course), { ...step(incidentId), test: false }, DEADLINE_MS),
    async history(incidentId: string) {
      const request = { incidentId, reason: 'перевірка', pageSize: 0, pageToken: '' };
      return (await callUnary('History', course.listIncidentHistory.bind(course), request, DEADLINE_MS)).entries;
    },
    close() {
      for (const client of [duplicates, reporters, course]) client.close();
    },
  };
}

export type FollowUpCalls = ReturnType<typeof followUpCalls>;
