import { IncidentCourseServiceService as Course } from '@safe-community/contracts/incidents/v1/course_service.ts';
import { checkCasualties, isRefused, NO_CASUALTIES, type Violation } from '@safe-community/domain-kit';
import type { Rpc } from '@safe-community/service-kit';
import {
  checkOfficerIds,
  checkReason,
  checkUnit,
  close,
  correctCasualties,
  correctedEvent,
  dispatchResponder,
  eventsOfResponder,
  incidentStepGiven,
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
  type SavedStep,
} from '../incident/module.ts';
import type { Beats, Territory } from '../routing/module.ts';

/** What the steps of an incident's lifecycle need from the service. */
export interface LifecycleShared extends IncidentSteps {
  readonly beats: Pick<Beats, 'responsible'>;
  readonly territory: Pick<Territory, 'find'>;
}

const incidentStep = incidentStepGiven<LifecycleShared>();

const optionalReason = (reason: string) => checkReason(reason, false);
const requiredReason = (reason: string) => checkReason(reason, true);

const status = ({ incident, change }: SavedStep<CaseChange>) => ({ standing: statusOf(incident, change.happenedAt) });

/** Ends an incident that was a false call or a test. */
const rejectIncident = incidentStep(Course.rejectIncident, {
  parse: ({ request: { test: isTest }, fields }) => ({ reason: fields.text('reason', requiredReason), isTest }),
  reason: ({ reason }) => reason,
  decide: ({ incident, policy, command: { isTest }, now }) => reject(incident, isTest, policy, now),
  reply: status,
});

/** Sets the urgency of an incident. */
const triageIncident = incidentStep(Course.triageIncident, {
  parse: ({ fields }) => ({
    reason: fields.text('reason', optionalReason),
    urgency: fields.word('urgency', toUrgency, 'urgencies'),
  }),
  reason: ({ reason }) => reason,
  decide: ({ incident, policy, command: { urgency }, now }) => triage(incident, urgency, policy, now),
  reply: status,
});

/** Sends one more responder to an incident. */
const dispatch = incidentStep(Course.dispatchResponder, {
  parse: ({ request: { homeHromadaCode, officerIds }, fields }) => ({
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
  decide({ incident, policy, command: { dispatch: sent }, now, newId, deps: { territory } }) {
    const home = territory.find(sent.homeHromadaCode);
    return dispatchResponder(incident, newId(), sent, home, policy, now);
  },
  events: ({ before, change }) => eventsOfResponder(before, change, responderOf(change), 'dispatched'),
  reply: ({ incident, change }) => ({
    standing: statusOf(incident, change.happenedAt),
    responderId: responderOf(change),
  }),
});

/** The officers of a crew, in lower case. */
function crewOf(officerIds: readonly string[], fields: { check(broken: readonly Violation[]): void }): string[] {
  fields.check(checkOfficerIds(officerIds, 'officer_ids'));
  return officerIds.map((id) => id.toLowerCase());
}

function responderOf({ details }: CaseChange): string {
  return details['responder_id'] ?? '';
}

/** Records the progress of one of the incident's responders. */
const progress = incidentStep(Course.recordResponderProgress, {
  parse({ request, fields }) {
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
  decide({ incident, policy, command: { responderId, ...reported }, now }) {
    const change = recordProgress(incident, responderId, reported, policy, now);
    return isRefused(change) ? change : { ...change, progress: reported.progress };
  },
  events: ({ before, change }) => eventsOfResponder(before, change, responderOf(change), change.progress),
  reply: status,
});

/** Corrects the counts; the event updates statistics. */
const correct = incidentStep(Course.correctCasualties, {
  parse({ request: { casualties }, fields }) {
    const reason = fields.text('reason', requiredReason);
    if (casualties === undefined) fields.check([{ field: 'casualties', rule: 'must be given' }]);
    else fields.check(checkCasualties(casualties, 'casualties'));
    const lastDeathAt = fields.optionalTime('last_death_time');
    return { reason, correction: { casualties: casualties ?? NO_CASUALTIES, lastDeathAt } };
  },
  reason: ({ reason }) => reason,
  decide: ({ incident, command: { correction }, now }) => correctCasualties(incident, correction, now),
  events: ({ before, incident, change }) => [correctedEvent(before, { ...change, incident })],
  reply: status,
});

const resolveIncident = incidentStep(Course.resolveIncident, {
  parse: ({ fields }) => fields.text('reason', optionalReason),
  reason: (reason) => reason,
  decide: ({ incident, policy, now }) => resolve(incident, policy, now),
  reply: status,
});

const closeIncident = incidentStep(Course.closeIncident, {
  parse: ({ fields }) => fields.text('reason', optionalReason),
  reason: (reason) => reason,
  decide: ({ incident, policy, now }) => close(incident, policy, now),
  reply: status,
});

/** Reopens an incident that had ended; a false call counts again. */
const reopenIncident = incidentStep(Course.reopenIncident, {
  parse: ({ fields }) => fields.text('reason', requiredReason),
  reason: (reason) => reason,
  decide: ({ incident, policy, now, deps: { beats } }) => reopen(incident, beats.responsible(incident), policy, now),
  reply: status,
});

export const LIFECYCLE_COMMANDS: readonly Rpc<LifecycleShared>[] = [
  triageIncident,
  dispatch,
  progress,
  resolveIncident,
  closeIncident,
  rejectIncident,
  reopenIncident,
  correct,
];
