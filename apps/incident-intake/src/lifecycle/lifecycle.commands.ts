import { IncidentCourseServiceService as Course } from '@safe-community/contracts/incidents/v1/course_service.ts';
import { checkCasualties, isRefused, NO_CASUALTIES, type Violation } from '@safe-community/domain-kit';
import type { Rpc, UnaryMethod } from '@safe-community/service-kit';
import {
  checkOfficerIds,
  checkReason,
  checkUnit,
  close,
  correctCasualties,
  correctedEvent,
  dispatchResponder,
  eventsOfResponder,
  incidentStep,
  recordProgress,
  reject,
  reopen,
  resolve,
  statusOf,
  toFurtherProgress,
  toResponderKind,
  toUrgency,
  triage,
  type CaseChange,
  type IncidentSteps,
  type PlainStep,
  type SavedStep,
  type StepRequest,
} from '../incident/module.ts';
import type { Beats, Territory } from '../routing/module.ts';

/** What the steps of an incident's lifecycle need from the service. */
export interface LifecycleShared extends IncidentSteps {
  readonly beats: Pick<Beats, 'responsible'>;
  readonly territory: Pick<Territory, 'find'>;
}

export function lifecycleCommands(shared: LifecycleShared): Rpc[] {
  return [
    triageIncident(shared),
    dispatch(shared),
    progress(shared),
    plainStep(shared, Course.resolveIncident, resolve, optionalReason),
    plainStep(shared, Course.closeIncident, close, optionalReason),
    rejectIncident(shared),
    plainStep(shared, Course.reopenIncident, reopenWith(shared), requiredReason),
    correct(shared),
  ];
}

const optionalReason = (reason: string) => checkReason(reason, false);
const requiredReason = (reason: string) => checkReason(reason, true);

const status = ({ incident, change }: SavedStep<CaseChange>) => ({ standing: statusOf(incident, change.happenedAt) });

/** Ends an incident that was a false call or a test. */
function rejectIncident(shared: LifecycleShared): Rpc {
  return incidentStep(shared, Course.rejectIncident, {
    parse: ({ test: isTest }, fields) => ({ reason: fields.text('reason', requiredReason), isTest }),
    reason: ({ reason }) => reason,
    decide: ({ incident, policy, now }, { isTest }) => reject(incident, isTest, policy, now),
    reply: status,
  });
}

/** Sets the urgency of an incident. */
function triageIncident(shared: LifecycleShared): Rpc {
  return incidentStep(shared, Course.triageIncident, {
    parse: (_request, fields) => ({
      reason: fields.text('reason', optionalReason),
      urgency: fields.word('urgency', toUrgency, 'urgencies'),
    }),
    reason: ({ reason }) => reason,
    decide: ({ incident, policy, now }, { urgency }) => triage(incident, urgency, policy, now),
    reply: status,
  });
}

/** Sends one more responder to an incident. */
function dispatch(shared: LifecycleShared): Rpc {
  return incidentStep(shared, Course.dispatchResponder, {
    parse: ({ homeHromadaCode, officerIds }, fields) => ({
      reason: fields.text('reason', optionalReason),
      dispatch: {
        kind: fields.word('kind', toResponderKind, 'kinds'),
        unit: fields.text('unit', checkUnit),
        homeHromadaCode,
        officerIds: crewOf(officerIds, fields),
        dispatchedAt: fields.optionalTime('dispatched_time'),
      },
    }),
    reason: ({ reason }) => reason,
    decide({ incident, policy, now, newId }, { dispatch: sent }) {
      const home = shared.territory.find(sent.homeHromadaCode);
      return dispatchResponder(incident, newId(), sent, home, policy, now);
    },
    events: ({ before, change }) => eventsOfResponder(before, change, responderOf(change), 'dispatched'),
    reply: ({ incident, change }) => ({
      standing: statusOf(incident, change.happenedAt),
      responderId: responderOf(change),
    }),
  });
}

/** The officers of a crew, in lower case. */
function crewOf(officerIds: readonly string[], fields: { check(broken: readonly Violation[]): void }): string[] {
  fields.check(checkOfficerIds(officerIds, 'officer_ids'));
  return officerIds.map((id) => id.toLowerCase());
}

function responderOf({ details }: CaseChange): string {
  return details['responder_id'] ?? '';
}

/** Records the progress of one of the incident's responders. */
function progress(shared: LifecycleShared): Rpc {
  return incidentStep(shared, Course.recordResponderProgress, {
    parse(request, fields) {
      const reason = fields.text('reason', optionalReason);
      const responderId = fields.uuid('responder_id');
      const reached = toFurtherProgress(request.progress);
      if (reached === undefined) {
        fields.check([{ field: 'progress', rule: 'must be EN_ROUTE, ON_SCENE, LEFT or CANCELLED' }]);
      }
      const progressAt = fields.optionalTime('progress_time');
      return {
        reason,
        responderId,
        progress: reached ?? 'left',
        progressAt,
        officerIds: crewOf(request.officerIds, fields),
      };
    },
    reason: ({ reason }) => reason,
    decide({ incident, policy, now }, { responderId, ...reported }) {
      const change = recordProgress(incident, responderId, reported, policy, now);
      return isRefused(change) ? change : { ...change, progress: reported.progress };
    },
    events: ({ before, change }) => eventsOfResponder(before, change, responderOf(change), change.progress),
    reply: status,
  });
}

/** Corrects the counts; the event updates statistics. */
function correct(shared: LifecycleShared): Rpc {
  return incidentStep(shared, Course.correctCasualties, {
    parse({ casualties }, fields) {
      const reason = fields.text('reason', requiredReason);
      if (casualties === undefined) fields.check([{ field: 'casualties', rule: 'must be given' }]);
      else fields.check(checkCasualties(casualties, 'casualties'));
      const lastDeathAt = fields.optionalTime('last_death_time');
      return { reason, correction: { casualties: casualties ?? NO_CASUALTIES, lastDeathAt } };
    },
    reason: ({ reason }) => reason,
    decide: ({ incident, now }, { correction }) => correctCasualties(incident, correction, now),
    events: ({ before, incident, change }) => [correctedEvent(before, { ...change, incident })],
    reply: status,
  });
}

/** A step with a reason and no further data. */
function plainStep<
  Request extends StepRequest & { readonly reason: string },
  Response extends { standing: ReturnType<typeof statusOf> | undefined },
>(
  shared: LifecycleShared,
  method: UnaryMethod<Request, Response>,
  take: PlainStep,
  checkReasonOfStep: (reason: string) => readonly Violation[],
): Rpc {
  return incidentStep(shared, method, {
    parse: ({ reason }, fields) => {
      fields.check(checkReasonOfStep(reason));
      return reason;
    },
    reason: (reason) => reason,
    decide: ({ incident, policy, now }) => take(incident, policy, now),
    reply: (step) => status(step) as Response,
  });
}

/** Reopens an incident that had ended; a false call counts again. */
function reopenWith({ beats }: LifecycleShared): PlainStep {
  return (incident, policy, now) => reopen(incident, beats.responsible(incident), policy, now);
}
