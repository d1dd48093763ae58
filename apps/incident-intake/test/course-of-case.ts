import { randomUUID } from 'node:crypto';
import { IncidentCourseServiceClient } from '@safe-community/contracts/incidents/v1/course_service.ts';
import { ResponderProgress } from '@safe-community/contracts/incidents/v1/course.ts';
import { ResponderKind, Urgency, type IncidentStanding } from '@safe-community/contracts/incidents/v1/incident.ts';
import { callUnary } from '@safe-community/grpc-kit';
import { demoClientCredentials } from '@safe-community/testkit';
import type { RunningIntake } from './running-intake.ts';

const DEADLINE_MS = 30_000;
/** The clock of the service: the times of the steps are those of their calls. */
const NOW = undefined;

/** Takes incidents to their end, as the demo client. */
export function courseOfCase({ port }: RunningIntake) {
  const client = new IncidentCourseServiceClient(`localhost:${port}`, demoClientCredentials());
  const order = (incidentId: string, reason: string) => ({
    requestId: randomUUID(),
    incidentId,
    expectedVersion: 0,
    reason,
  });
  async function triage(incidentId: string, reason = ''): Promise<IncidentStanding | undefined> {
    const request = { ...order(incidentId, reason), urgency: Urgency.HIGH };
    return (await callUnary('Triage', client.triageIncident.bind(client), request, DEADLINE_MS)).standing;
  }
  return {
    triage,
    reject(incidentId: string, reason: string) {
      const request = { ...order(incidentId, reason), test: false };
      return callUnary('Reject', client.rejectIncident.bind(client), request, DEADLINE_MS);
    },
    reopen(incidentId: string, reason: string) {
      return callUnary('Reopen', client.reopenIncident.bind(client), order(incidentId, reason), DEADLINE_MS);
    },
    /** From the receipt through all states to the closed case. */
    async closeCase(incidentId: string): Promise<void> {
      await triage(incidentId);
      const sent = {
        ...order(incidentId, ''),
        kind: ResponderKind.RESCUE,
        unit: 'ДПРЧ-1',
        homeHromadaCode: '',
        officerIds: [],
        dispatchedTime: NOW,
      };
      const { responderId } = await callUnary('Send', client.dispatchResponder.bind(client), sent, DEADLINE_MS);
      const arrived = {
        ...order(incidentId, ''),
        responderId,
        progress: ResponderProgress.ON_SCENE,
        progressTime: NOW,
        officerIds: [],
      };
      await callUnary('Arrive', client.recordResponderProgress.bind(client), arrived, DEADLINE_MS);
      await callUnary('Resolve', client.resolveIncident.bind(client), order(incidentId, ''), DEADLINE_MS);
      await callUnary('Close', client.closeIncident.bind(client), order(incidentId, ''), DEADLINE_MS);
    },
    close: () => client.close(),
  };
}

export type CourseOfCase = ReturnType<typeof courseOfCase>;
