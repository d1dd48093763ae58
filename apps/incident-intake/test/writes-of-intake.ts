import {
  CloseIncidentRequest,
  CorrectCasualtiesRequest,
  DispatchResponderRequest,
  IncidentCourseServiceService as Course,
  RecordResponderProgressRequest,
  RejectIncidentRequest,
  ReopenIncidentRequest,
  ResolveIncidentRequest,
  TriageIncidentRequest,
} from '@safe-community/contracts/incidents/v1/course_service.ts';
import { ResponderProgress } from '@safe-community/contracts/incidents/v1/course.ts';
import {
  DuplicateServiceService as Duplicates,
  MergeIncidentsRequest,
  UnmergeIncidentRequest,
} from '@safe-community/contracts/incidents/v1/duplicate_service.ts';
import {
  IncidentIntakeServiceService as Intake,
  ReportIncidentRequest,
} from '@safe-community/contracts/incidents/v1/incident_intake_service.ts';
import { ResponderKind, Urgency } from '@safe-community/contracts/incidents/v1/incident.ts';
import {
  AddToReportRequest,
  ConfirmFixedRequest,
  ReopenReportRequest,
  ReporterServiceService as Reporters,
} from '@safe-community/contracts/incidents/v1/reporter_service.ts';
import {
  ErasePersonalDataRequest,
  PlaceLegalHoldRequest,
  ReleaseLegalHoldRequest,
  RetentionServiceService as Retention,
} from '@safe-community/contracts/incidents/v1/retention_service.ts';
import {
  RecordOutcomeRequest,
  RevokeOutcomeRequest,
  SanctionServiceService as Sanctions,
} from '@safe-community/contracts/incidents/v1/sanction_service.ts';
import { auditedWrite, type AuditedWrite } from '@safe-community/testkit';
import { courseCalls } from './course-calls.ts';
import { endOfCase, PROTOCOL } from './end-of-case.ts';
import { followUpCalls } from './follow-up-calls.ts';
import { fire } from './messages.ts';
import type { RunningIntake } from './running-intake.ts';

/** Most writes concern the incident that they name. */
const itself = (_: unknown, { incidentId }: { readonly incidentId: string }): string[] => [incidentId];

/** The writes of intake except those of domestic violence, batches and imports. */
export function writesOfIntake(intake: () => RunningIntake): AuditedWrite[] {
  const step = async () => ({ incidentId: await reported(intake()), reason: 'так є' });
  return [
    auditedWrite(
      Intake.reportIncident,
      async () => ReportIncidentRequest.fromPartial({ report: fire() }),
      ({ incidentId }) => [incidentId],
    ),
    ...writesOfCourse(intake, step),
    ...writesOfReporters(intake),
    ...writesOfTheEnd(intake, step),
    auditedWrite(
      Duplicates.mergeIncidents,
      async () =>
        MergeIncidentsRequest.fromPartial({
          duplicateIncidentId: await reported(intake()),
          primaryIncidentId: await reported(intake()),
        }),
      (_, { duplicateIncidentId, primaryIncidentId }) => [duplicateIncidentId, primaryIncidentId],
    ),
    unmerge(intake),
  ];
}

function writesOfCourse(
  intake: () => RunningIntake,
  step: () => Promise<{ incidentId: string; reason: string }>,
): AuditedWrite[] {
  /** An incident that has got this far. */
  const led = async (...ways: ((course: ReturnType<typeof courseCalls>, incidentId: string) => Promise<unknown>)[]) => {
    const order = await step();
    const course = courseCalls(intake());
    for (const way of ways) await way(course, order.incidentId);
    course.end();
    return order;
  };
  const resolved = [
    (course: ReturnType<typeof courseCalls>, incidentId: string) => course.triage(incidentId),
    async (course: ReturnType<typeof courseCalls>, incidentId: string) => {
      const { responderId } = await course.dispatch(incidentId);
      await course.progress(incidentId, responderId, ResponderProgress.ON_SCENE);
    },
  ];
  const sent = { kind: ResponderKind.RESCUE, unit: 'ДПРЧ-1' };
  return [
    auditedWrite(
      Course.triageIncident,
      async () => TriageIncidentRequest.fromPartial({ ...(await step()), urgency: Urgency.HIGH }),
      itself,
    ),
    auditedWrite(
      Course.dispatchResponder,
      async () => {
        const triaged = await led((course, incidentId) => course.triage(incidentId));
        return DispatchResponderRequest.fromPartial({ ...triaged, ...sent });
      },
      itself,
    ),
    auditedWrite(
      Course.recordResponderProgress,
      async () => {
        let responderId = '';
        const order = await led(
          (course, incidentId) => course.triage(incidentId),
          async (course, incidentId) => ({ responderId } = await course.dispatch(incidentId)),
        );
        const progress = ResponderProgress.ON_SCENE;
        return RecordResponderProgressRequest.fromPartial({ ...order, responderId, progress });
      },
      itself,
    ),
    auditedWrite(
      Course.resolveIncident,
      async () => ResolveIncidentRequest.fromPartial(await led(...resolved)),
      itself,
    ),
    auditedWrite(
      Course.closeIncident,
      async () => {
        const order = await led(...resolved, (course, incidentId) => course.resolve(incidentId));
        return CloseIncidentRequest.fromPartial(order);
      },
      itself,
    ),
    auditedWrite(Course.rejectIncident, async () => RejectIncidentRequest.fromPartial(await step()), itself),
    auditedWrite(
      Course.reopenIncident,
      async () => ReopenIncidentRequest.fromPartial(await led((course, incidentId) => course.reject(incidentId))),
      itself,
    ),
    auditedWrite(
      Course.correctCasualties,
      async () => CorrectCasualtiesRequest.fromPartial({ ...(await step()), casualties: { injured: 1 } }),
      itself,
    ),
  ];
}

/** A reporter sends the token; the entry names the incident. */
function writesOfReporters(intake: () => RunningIntake): AuditedWrite[] {
  const incidents = new Map<string, string>();
  const token = async (): Promise<string> => {
    const { incidentId, trackingToken } = await intake().report({ report: fire() });
    incidents.set(trackingToken, incidentId);
    return trackingToken;
  };
  const resolvedToken = async (): Promise<string> => {
    const trackingToken = await token();
    const incidentId = incidents.get(trackingToken) ?? '';
    const course = courseCalls(intake());
    await course.triage(incidentId);
    const { responderId } = await course.dispatch(incidentId);
    await course.progress(incidentId, responderId, ResponderProgress.ON_SCENE);
    await course.resolve(incidentId);
    course.end();
    return trackingToken;
  };
  const ofToken = (_: unknown, { trackingToken }: { readonly trackingToken: string }): string[] => [
    incidents.get(trackingToken) ?? '',
  ];
  return [
    auditedWrite(
      Reporters.addToReport,
      async () => AddToReportRequest.fromPartial({ trackingToken: await token(), text: 'ще дим' }),
      ofToken,
    ),
    auditedWrite(
      Reporters.confirmFixed,
      async () => ConfirmFixedRequest.fromPartial({ trackingToken: await resolvedToken() }),
      ofToken,
    ),
    auditedWrite(
      Reporters.reopenReport,
      async () => ReopenReportRequest.fromPartial({ trackingToken: await resolvedToken(), reason: 'знову горить' }),
      ofToken,
    ),
  ];
}

function writesOfTheEnd(
  intake: () => RunningIntake,
  step: () => Promise<{ incidentId: string; reason: string }>,
): AuditedWrite[] {
  const ground = 'ухвала суду';
  return [
    auditedWrite(
      Sanctions.recordOutcome,
      async () => RecordOutcomeRequest.fromPartial({ incidentId: (await step()).incidentId, kind: PROTOCOL }),
      itself,
    ),
    auditedWrite(
      Sanctions.revokeOutcome,
      async () => {
        const order = await step();
        const calls = endOfCase(intake());
        const { outcomeId } = await calls.record(order.incidentId, PROTOCOL);
        calls.close();
        return RevokeOutcomeRequest.fromPartial({ ...order, outcomeId });
      },
      itself,
    ),
    auditedWrite(
      Retention.placeLegalHold,
      async () => PlaceLegalHoldRequest.fromPartial({ incidentId: (await step()).incidentId, ground }),
      itself,
    ),
    auditedWrite(
      Retention.releaseLegalHold,
      async () => {
        const { incidentId } = await step();
        const calls = endOfCase(intake());
        const holdId = await calls.hold(incidentId);
        calls.close();
        return ReleaseLegalHoldRequest.fromPartial({ incidentId, holdId, ground });
      },
      itself,
    ),
    auditedWrite(
      Retention.erasePersonalData,
      async () => {
        const { incidentId } = await step();
        const course = courseCalls(intake());
        await course.reject(incidentId);
        course.end();
        return ErasePersonalDataRequest.fromPartial({ incidentId, ground });
      },
      itself,
    ),
  ];
}

function unmerge(intake: () => RunningIntake): AuditedWrite {
  const primaries = new Map<string, string>();
  return auditedWrite(
    Duplicates.unmergeIncident,
    async () => {
      const [incidentId, primary] = [await reported(intake()), await reported(intake())];
      primaries.set(incidentId, primary);
      const calls = followUpCalls(intake());
      await calls.merge(incidentId, primary);
      calls.close();
      return UnmergeIncidentRequest.fromPartial({ incidentId, reason: 'інша хата' });
    },
    (_, { incidentId }) => [incidentId, primaries.get(incidentId) ?? ''],
  );
}

async function reported(intake: RunningIntake): Promise<string> {
  return (await intake.report({ report: fire() })).incidentId;
}
