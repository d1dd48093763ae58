import { randomUUID } from 'node:crypto';
import {
  OutcomeKind,
  OutcomeRecorded,
  OutcomeRevoked,
  ProtectionOrderRecorded,
  VictimReferred,
  FollowUpVisitOverdue,
  FollowUpVisitRecorded,
  ReferralAccepted,
} from '@safe-community/contracts/incidents/events/v1/case_events.ts';
import {
  IncidentEscalated,
  IncidentStateChanged,
  ResponderProgressed,
} from '@safe-community/contracts/incidents/events/v1/incident_events.ts';
import {
  ProtectionOrderBreached,
  RestrainingOrderRecorded,
} from '@safe-community/contracts/incidents/events/v1/order_events.ts';
import {
  WorkHoursRecorded,
  WorksCompleted,
  WorksReferred,
  WorksReturned,
} from '@safe-community/contracts/incidents/events/v1/works_events.ts';
import { CountedBy } from '@safe-community/contracts/incidents/v1/counted_by.ts';
import { ResponderProgress } from '@safe-community/contracts/incidents/v1/course.ts';
import { IncidentCategory, IncidentState, ResponderKind } from '@safe-community/contracts/incidents/v1/incident.ts';
import {
  followUpVisitOverdue,
  followUpVisitRecorded,
  incidentEscalated,
  incidentStateChanged,
  outcomeRecorded,
  outcomeRevoked,
  protectionOrderBreached,
  protectionOrderRecorded,
  referralAccepted,
  responderProgressed,
  restrainingOrderRecorded,
  victimReferred,
  workHoursRecorded,
  worksCompleted,
  worksReferred,
  worksReturned,
  type NewEvent,
} from '@safe-community/events';
import { VINNYTSIA, VINNYTSKA } from './events.ts';

const NOON = new Date('2021-11-04T10:00:00Z');
const DAY = '2021-11-04';
const PLACE = { hromadaCode: VINNYTSIA, oblastCode: VINNYTSKA };

/** A function that makes an event of a kind about an incident. */
function maker<Whole extends object>(
  message: { fromPartial(partial: object): Whole },
  create: (whole: Whole) => NewEvent,
  plain: NoInfer<Partial<Whole>>,
): (more?: Partial<Whole>) => NewEvent {
  return (more = {}) => create(message.fromPartial({ incidentId: randomUUID(), ...PLACE, ...plain, ...more }));
}

const VIOLENCE = { category: IncidentCategory.DOMESTIC_VIOLENCE };
const ORDER = { category: IncidentCategory.PUBLIC_ORDER };

export const stepped = maker(IncidentStateChanged, (whole) => incidentStateChanged.create(whole, whole), {
  category: IncidentCategory.INFRASTRUCTURE,
  formerState: IncidentState.RECEIVED,
  state: IncidentState.RESOLVED,
  receivedTime: NOON,
  changedTime: NOON,
});
export const progressed = maker(ResponderProgressed, (whole) => responderProgressed.create(whole, whole), {
  category: IncidentCategory.FIRE,
  kind: ResponderKind.RESCUE,
  progress: ResponderProgress.ON_SCENE,
  receivedTime: NOON,
  dispatchedTime: minutesLater(1),
  enRouteTime: minutesLater(3),
  onSceneTime: minutesLater(10),
});
export const escalated = maker(IncidentEscalated, (whole) => incidentEscalated.create(whole, whole), {
  ...ORDER,
  escalatedTime: NOON,
});
export const outcome = maker(OutcomeRecorded, (whole) => outcomeRecorded.create(whole, whole), {
  ...ORDER,
  kind: OutcomeKind.FINE,
  recordedTime: NOON,
});
export const revoked = maker(OutcomeRevoked, (whole) => outcomeRevoked.create(whole, whole), {
  ...ORDER,
  kind: OutcomeKind.FINE,
  revokedTime: NOON,
});
export const referred = maker(WorksReferred, (whole) => worksReferred.create(whole, whole), {
  ...ORDER,
  referredDate: DAY,
  hours: 40,
  late: true,
});
export const worked = maker(WorkHoursRecorded, (whole) => workHoursRecorded.create(whole, whole), {
  ...ORDER,
  day: DAY,
  hours: 8,
  missedHours: 1,
});
export const completed = maker(WorksCompleted, (whole) => worksCompleted.create(whole, whole), {
  ...ORDER,
  completedDate: DAY,
});
export const sentBack = maker(WorksReturned, (whole) => worksReturned.create(whole, whole), {
  ...ORDER,
  returnedDate: DAY,
});
export const orderOfPolice = maker(ProtectionOrderRecorded, (whole) => protectionOrderRecorded.create(whole, whole), {
  ...VIOLENCE,
  recordedTime: NOON,
});
export const orderOfCourt = maker(RestrainingOrderRecorded, (whole) => restrainingOrderRecorded.create(whole, whole), {
  ...VIOLENCE,
  recordedTime: NOON,
});
export const breached = maker(ProtectionOrderBreached, (whole) => protectionOrderBreached.create(whole, whole), {
  ...VIOLENCE,
  breachedTime: NOON,
});
export const victimSent = maker(VictimReferred, (whole) => victimReferred.create(whole, whole), {
  ...VIOLENCE,
  referredTime: NOON,
});
export const visitMissed = maker(FollowUpVisitOverdue, (whole) => followUpVisitOverdue.create(whole, whole), {
  ...VIOLENCE,
  dueTime: NOON,
});
export const helpAccepted = maker(ReferralAccepted, (whole) => referralAccepted.create(whole, whole), {
  ...VIOLENCE,
  acceptedTime: NOON,
});
export const visitMade = maker(FollowUpVisitRecorded, (whole) => followUpVisitRecorded.create(whole, whole), {
  ...VIOLENCE,
  doneTime: NOON,
});

export function minutesLater(minutes: number): Date {
  return new Date(NOON.getTime() + minutes * 60_000);
}

/** What a report of broken infrastructure is counted by. */
export function broken(kind: string): { countedBy: CountedBy } {
  return { countedBy: CountedBy.fromPartial({ attributes: [{ name: 'infrastructure_kind', value: kind }] }) };
}
