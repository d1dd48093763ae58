import { randomUUID } from 'node:crypto';
import { Metadata, type CallOptions, type ServiceError } from '@grpc/grpc-js';
import {
  CorrectCasualtiesRequest,
  DispatchResponderRequest,
  IncidentCourseServiceClient,
  ListIncidentHistoryRequest,
  RecordResponderProgressRequest,
  type TriageIncidentRequest,
} from '@safe-community/contracts/incidents/v1/course_service.ts';
import type { ResponderProgress } from '@safe-community/contracts/incidents/v1/course.ts';
import { ResponderKind, Urgency } from '@safe-community/contracts/incidents/v1/incident.ts';
import { demoClientCredentials } from '@safe-community/testkit';
import type { From, RunningIntake } from './running-intake.ts';

const DEADLINE_MS = 30_000;

interface Plain {
  readonly requestId?: string;
  readonly expectedVersion?: number;
  readonly reason?: string;
}

/** The steps of the lifecycle, by one caller and one person. */
export function courseCalls({ port }: Pick<RunningIntake, 'port'>, from: From = 'client', actingUser = 'officer-7') {
  const client = new IncidentCourseServiceClient(`localhost:${port}`, demoClientCredentials(from));
  const call = <Request, Response>(method: Method<Request, Response>, request: Request): Promise<Response> => {
    const metadata = new Metadata();
    metadata.set('acting-user', actingUser);
    return new Promise((resolve, reject) => {
      method(request, metadata, { deadline: Date.now() + DEADLINE_MS }, (error, response) =>
        error === null ? resolve(response) : reject(error),
      );
    });
  };
  const plain = (incidentId: string, more: Plain) => ({
    requestId: randomUUID(),
    incidentId,
    expectedVersion: 0,
    reason: '',
    ...more,
  });
  return {
    triage: (incidentId: string, more: Partial<TriageIncidentRequest> = {}) =>
      call(client.triageIncident.bind(client), { ...plain(incidentId, more), urgency: Urgency.HIGH, ...more }),
    dispatch: (incidentId: string, more: Partial<DispatchResponderRequest> = {}) =>
      call(
        client.dispatchResponder.bind(client),
        DispatchResponderRequest.fromPartial({
          ...plain(incidentId, more),
          kind: ResponderKind.RESCUE,
          unit: 'ДПРЧ-1',
          ...more,
        }),
      ),
    progress: (
      incidentId: string,
      responderId: string,
      progress: ResponderProgress,
      more: Partial<RecordResponderProgressRequest> = {},
    ) =>
      call(
        client.recordResponderProgress.bind(client),
        RecordResponderProgressRequest.fromPartial({ ...plain(incidentId, more), responderId, progress, ...more }),
      ),
    resolve: (incidentId: string, more: Plain = {}) =>
      call(client.resolveIncident.bind(client), plain(incidentId, more)),
    close: (incidentId: string, more: Plain = {}) => call(client.closeIncident.bind(client), plain(incidentId, more)),
    reject: (incidentId: string, more: Plain = {}, test = false) =>
      call(client.rejectIncident.bind(client), { ...plain(incidentId, { reason: 'хибний виклик', ...more }), test }),
    reopen: (incidentId: string, more: Plain = {}) =>
      call(client.reopenIncident.bind(client), plain(incidentId, { reason: 'знову горить', ...more })),
    correct: (incidentId: string, more: Partial<CorrectCasualtiesRequest> = {}) =>
      call(client.correctCasualties.bind(client), {
        ...CorrectCasualtiesRequest.fromPartial({ ...plain(incidentId, more), reason: 'довідка лікарні' }),
        ...more,
      }),
    history: (incidentId: string, more: Partial<ListIncidentHistoryRequest> = {}) =>
      call(client.listIncidentHistory.bind(client), ListIncidentHistoryRequest.fromPartial({ incidentId, ...more })),
    end: () => client.close(),
  };
}

export type CourseCalls = ReturnType<typeof courseCalls>;

type Method<Request, Response> = (
  request: Request,
  metadata: Metadata,
  options: Partial<CallOptions>,
  callback: (error: ServiceError | null, response: Response) => void,
) => unknown;
