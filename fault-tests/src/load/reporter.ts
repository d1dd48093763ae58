import type { ChannelCredentials, ServiceError } from '@grpc/grpc-js';
import { IncidentCourseServiceClient } from '@safe-community/contracts/incidents/v1/course_service.ts';
import type { PublicStatus } from '@safe-community/contracts/incidents/v1/reporter_service.ts';
import { ReporterServiceClient } from '@safe-community/contracts/incidents/v1/reporter_service.ts';
import { Urgency, type IncidentStanding } from '@safe-community/contracts/incidents/v1/incident.ts';
import {
  IncidentIntakeServiceClient,
  ListIncidentsRequest,
  type ReportIncidentRequest,
  type ReportIncidentResponse,
} from '@safe-community/contracts/incidents/v1/incident_intake_service.ts';
import { callUnary, openClient } from '@safe-community/grpc-kit';
import type { Recorder } from '@safe-community/testkit/history';
import { callErrorOf, type Rejection } from '@safe-community/testkit/call-error';
import type { Random } from '../random.ts';
import { FAST_RECONNECT } from '../system/fast-reconnect.ts';
import { operationOf } from './operation-of.ts';
import { outcomeOf } from './outcome-of-call.ts';

const DEADLINE_MS = 10_000;

/** The answer to a report, or the rejection. */
export type Reported = { readonly answer: ReportIncidentResponse } | { readonly refusal: Rejection };

/** A reporter who reads each answer and later checks the status. */
export class Reporter {
  readonly #recorder: Recorder;
  readonly #random: Random;
  readonly #intake: IncidentIntakeServiceClient;
  readonly #course: IncidentCourseServiceClient;
  readonly #reporters: ReporterServiceClient;

  constructor(address: string, credentials: ChannelCredentials, recorder: Recorder, random: Random) {
    this.#recorder = recorder;
    this.#random = random;
    this.#intake = openClient(IncidentIntakeServiceClient, address, credentials, FAST_RECONNECT);
    this.#course = openClient(IncidentCourseServiceClient, address, credentials, FAST_RECONNECT);
    this.#reporters = openClient(ReporterServiceClient, address, credentials, FAST_RECONNECT);
  }

  async report(request: ReportIncidentRequest): Promise<Reported> {
    const call = callUnary('ReportIncident', this.#intake.reportIncident.bind(this.#intake), request, DEADLINE_MS);
    await this.#recorder.attempt(operationOf(request), () => outcomeOf(call));
    return call.then(
      (answer) => ({ answer }),
      (error: unknown) => ({ refusal: callErrorOf(error as ServiceError) }),
    );
  }

  /** The public status for the holder of a token. */
  async status(trackingToken: string): Promise<PublicStatus | undefined> {
    const read = this.#reporters.getReportStatus.bind(this.#reporters);
    return (await callUnary('GetReportStatus', read, { trackingToken }, DEADLINE_MS)).status;
  }

  async add(trackingToken: string, text: string): Promise<void> {
    const request = { requestId: this.#random.uuid(), trackingToken, text };
    await callUnary('AddToReport', this.#reporters.addToReport.bind(this.#reporters), request, DEADLINE_MS);
  }

  async triage(incidentId: string): Promise<IncidentStanding | undefined> {
    const requestId = this.#random.uuid();
    const request = { requestId, incidentId, expectedVersion: 0, reason: '', urgency: Urgency.HIGH };
    const call = this.#course.triageIncident.bind(this.#course);
    return (await callUnary('TriageIncident', call, request, DEADLINE_MS)).standing;
  }

  /** Whether the incident is among the newest of its hromada. */
  async isListed(incidentId: string, hromadaCode: string): Promise<boolean> {
    const list = this.#intake.listIncidents.bind(this.#intake);
    let pageToken = '';
    do {
      const request = ListIncidentsRequest.fromPartial({ hromadaCode, pageSize: 500, pageToken });
      const { incidents, nextPageToken } = await callUnary('ListIncidents', list, request, DEADLINE_MS);
      if (incidents.some((incident) => incident.incidentId === incidentId)) return true;
      pageToken = nextPageToken;
    } while (pageToken !== '');
    return false;
  }

  close(): void {
    for (const client of [this.#intake, this.#course, this.#reporters]) client.close();
  }
}
