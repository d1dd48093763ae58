import { ComplianceCounted } from '@safe-community/contracts/cameras/events/v1/compliance_events.ts';
import { randomUUID } from 'node:crypto';
import {
  CameraIssued,
  CameraStateChanged,
  CoverageChanged,
} from '@safe-community/contracts/cameras/events/v1/camera_events.ts';
import {
  FootageAppealDecided,
  FootageDecisionAppealed,
  FootageRequestDecided,
  FootageRequestOverdue,
  FootageRequestReceived,
} from '@safe-community/contracts/cameras/events/v1/footage_request_events.ts';
import {
  type AppealOutcome,
  FootageOutcome,
  FootageRequestKind,
} from '@safe-community/contracts/cameras/v1/footage_request.ts';
import { CameraState, CameraStep } from '@safe-community/contracts/cameras/v1/camera.ts';
import {
  CasualtiesCorrected,
  IncidentReported,
  IncidentRestored,
  IncidentWithdrawn,
  ResponderArrived,
  WithdrawalCause,
} from '@safe-community/contracts/incidents/events/v1/incident_events.ts';
import { Casualties, IncidentCategory, IncidentState } from '@safe-community/contracts/incidents/v1/incident.ts';
import {
  AssignmentEnded,
  OfficerAssigned,
  OfficerRegistered,
  OfficerStateChanged,
  TerritoryChanged,
} from '@safe-community/contracts/officers/events/v1/officer_events.ts';
import { AssignmentRole, OfficerKind, OfficerState } from '@safe-community/contracts/officers/v1/officer.ts';
import { GuaranteeMeasured } from '@safe-community/contracts/officers/events/v1/accountability_events.ts';
import { TrustMeasured } from '@safe-community/contracts/officers/events/v1/trust_events.ts';
import { TerritoryChangeKind } from '@safe-community/contracts/officers/v1/territory_service.ts';
import {
  assignmentEnded,
  cameraIssued,
  cameraStateChanged,
  casualtiesCorrected,
  complianceCounted,
  coverageChanged,
  footageAppealDecided,
  footageDecisionAppealed,
  footageRequestDecided,
  footageRequestOverdue,
  footageRequestReceived,
  guaranteeMeasured,
  incidentReported,
  incidentRestored,
  incidentWithdrawn,
  officerAssigned,
  officerRegistered,
  officerStateChanged,
  responderArrived,
  territoryChanged,
  territoryUnitListed,
  trustMeasured,
  type NewEvent,
} from '@safe-community/events';

export const VINNYTSKA = 'UA05000000000010236';
export const VINNYTSIA = 'UA05020030000031457';
export const KYIV = 'UA80000000000093317';

const NOON = new Date('2021-11-04T10:00:00Z');

/** The fields of every event of an incident. */
const LOCATED = {
  category: IncidentCategory.ROAD_CRASH,
  hromadaCode: VINNYTSIA,
  oblastCode: VINNYTSKA,
  receivedTime: NOON,
};

export function withdrawn(more: Partial<IncidentWithdrawn> = {}): NewEvent {
  const plain = { cause: WithdrawalCause.FALSE_CALL, state: IncidentState.REJECTED };
  const message = IncidentWithdrawn.fromPartial({ incidentId: randomUUID(), ...LOCATED, ...plain, ...more });
  return incidentWithdrawn.create(message, message);
}

export function restored(more: Partial<IncidentRestored> = {}): NewEvent {
  const plain = { cause: WithdrawalCause.FALSE_CALL, state: IncidentState.REOPENED };
  const message = IncidentRestored.fromPartial({ incidentId: randomUUID(), ...LOCATED, ...plain, ...more });
  return incidentRestored.create(message, message);
}

export function corrected(more: Partial<CasualtiesCorrected> = {}): NewEvent {
  const plain = { state: IncidentState.CLOSED };
  const message = CasualtiesCorrected.fromPartial({ incidentId: randomUUID(), ...LOCATED, ...plain, ...more });
  return casualtiesCorrected.create(message, message);
}

export function reported(more: Partial<IncidentReported> = {}): NewEvent {
  const message = IncidentReported.fromPartial({
    incidentId: randomUUID(),
    category: IncidentCategory.ROAD_CRASH,
    hromadaCode: VINNYTSIA,
    oblastCode: VINNYTSKA,
    receivedTime: NOON,
    source: 'tests',
    ...more,
  });
  return incidentReported.create(message, message);
}

export function arrived(seconds: number, more: Partial<ResponderArrived> = {}): NewEvent {
  const message = ResponderArrived.fromPartial({
    incidentId: randomUUID(),
    category: IncidentCategory.ROAD_CRASH,
    hromadaCode: VINNYTSIA,
    oblastCode: VINNYTSKA,
    receivedTime: NOON,
    onSceneTime: new Date(NOON.getTime() + 1_000 * seconds),
    ...more,
  });
  return responderArrived.create(message, message);
}

export function assigned(officerId: string, more: Partial<OfficerAssigned> = {}): NewEvent {
  const message = OfficerAssigned.fromPartial({
    officerId,
    beat: { hromadaCode: VINNYTSIA, starostaDistrictCode: '' },
    role: AssignmentRole.PRIMARY,
    state: OfficerState.ACTIVE,
    oblastCode: VINNYTSKA,
    ...more,
  });
  return officerAssigned.create(message, { oblastCode: VINNYTSKA });
}

export function ended(assignmentId: string, more: Partial<AssignmentEnded> = {}): NewEvent {
  const message = AssignmentEnded.fromPartial({
    assignmentId,
    beat: { hromadaCode: VINNYTSIA, starostaDistrictCode: '' },
    role: AssignmentRole.PRIMARY,
    oblastCode: VINNYTSKA,
    endTime: NOON,
    ...more,
  });
  return assignmentEnded.create(message, { oblastCode: VINNYTSKA });
}

export function registered(officerId: string, more: Partial<OfficerRegistered> = {}): NewEvent {
  const message = OfficerRegistered.fromPartial({
    officerId,
    kind: OfficerKind.PATROL,
    state: OfficerState.ACTIVE,
    oblastCode: VINNYTSKA,
    ...more,
  });
  return officerRegistered.create(message, { oblastCode: VINNYTSKA });
}

export function stateChanged(officerId: string, more: Partial<OfficerStateChanged> = {}): NewEvent {
  const message = OfficerStateChanged.fromPartial({
    officerId,
    kind: OfficerKind.COMMUNITY,
    formerState: OfficerState.ACTIVE,
    state: OfficerState.DISMISSED,
    oblastCode: VINNYTSKA,
    changedTime: NOON,
    ...more,
  });
  return officerStateChanged.create(message, { oblastCode: VINNYTSKA });
}

export function issued(officerId: string, cameraId: string = randomUUID()): NewEvent {
  const message = CameraIssued.fromPartial({ cameraId, officerId, oblastCode: VINNYTSKA });
  return cameraIssued.create(message, { oblastCode: VINNYTSKA });
}

/** The camera left its officer. */
export function returned(cameraId: string): NewEvent {
  const message = CameraStateChanged.fromPartial({
    cameraId,
    step: CameraStep.RETURN,
    formerState: CameraState.ISSUED,
    state: CameraState.IN_STOCK,
    oblastCode: VINNYTSKA,
    changedTime: NOON,
  });
  return cameraStateChanged.create(message, { oblastCode: VINNYTSKA });
}

export function covered(patrolUnitCode: string, more: Partial<CoverageChanged> = {}): NewEvent {
  const figures = { strength: 20, equipped: 15, inStock: 3, inRepair: 1 };
  const plain = { patrolUnitCode, oblastCode: VINNYTSKA, changedTime: NOON, ...figures };
  return coverageChanged.create(CoverageChanged.fromPartial({ ...plain, ...more }), { oblastCode: VINNYTSKA });
}

/** 64 % of 400 people trust; 200 would be as precise. */
export function trusted(wave: string, more: Partial<TrustMeasured> = {}): NewEvent {
  const sample = { sampleSize: 400, effectiveSampleSize: 200, hromadas: 3 };
  const figure = { ...sample, share: { value: 0.64, low: 0.5625, high: 0.71875 } };
  const days = { fieldworkStart: '2021-10-20', fieldworkEnd: '2021-11-03' };
  const plain = { wave, surveys: 1, ...days, figure, measuredTime: NOON };
  return trustMeasured.create(TrustMeasured.fromPartial({ ...plain, ...more }), { oblastCode: more.oblastCode ?? '' });
}

/** A promise in Vinnytsia oblast. */
export function promised(metric: GuaranteeMeasured['metric'], more: Partial<GuaranteeMeasured> = {}): NewEvent {
  const plain = { metric, oblastCode: VINNYTSKA, day: '2021-11-04', measuredTime: NOON };
  return guaranteeMeasured.create(GuaranteeMeasured.fromPartial({ ...plain, ...more }), { oblastCode: VINNYTSKA });
}

export function complied(patrolUnitCode: string, more: Partial<ComplianceCounted> = {}): NewEvent {
  const figures = { attended: 10, counted: 8, activated: 6, recordings: 12, categorised: 9, linked: 5 };
  const plain = { patrolUnitCode, oblastCode: VINNYTSKA, day: '2021-11-04', countedTime: NOON, ...figures };
  const complaints = { complaintsWithFootage: 2, complaintsWithoutFootage: 1 };
  const message = ComplianceCounted.fromPartial({ ...plain, ...complaints, ...more });
  return complianceCounted.create(message, { oblastCode: VINNYTSKA });
}

/** The fields of every event of a request for footage. */
const REQUESTED = { oblastCode: VINNYTSKA, hromadaCode: VINNYTSIA };

export function footageRequested(footageRequestId: string, more: Partial<FootageRequestReceived> = {}): NewEvent {
  const plain = { ...REQUESTED, kind: FootageRequestKind.COMPLAINT, receivedTime: NOON };
  const message = FootageRequestReceived.fromPartial({ footageRequestId, ...plain, ...more });
  return footageRequestReceived.create(message, message);
}

export function footageDecided(footageRequestId: string, more: Partial<FootageRequestDecided> = {}): NewEvent {
  const times = { receivedTime: NOON, dueTime: NOON, decidedTime: NOON };
  const plain = { ...REQUESTED, kind: FootageRequestKind.COMPLAINT, outcome: FootageOutcome.GRANTED, ...times };
  const message = FootageRequestDecided.fromPartial({ footageRequestId, ...plain, ...more });
  return footageRequestDecided.create(message, message);
}

export function footageOverdue(footageRequestId: string, more: Partial<FootageRequestOverdue> = {}): NewEvent {
  const plain = { ...REQUESTED, kind: FootageRequestKind.COMPLAINT, dueTime: NOON };
  const message = FootageRequestOverdue.fromPartial({ footageRequestId, ...plain, ...more });
  return footageRequestOverdue.create(message, message);
}

export function footageAppealed(footageRequestId: string): NewEvent {
  const plain = { appealedTime: NOON, dueTime: NOON };
  const message = FootageDecisionAppealed.fromPartial({ footageRequestId, ...REQUESTED, ...plain });
  return footageDecisionAppealed.create(message, REQUESTED);
}

export function footageAppealSettled(footageRequestId: string, outcome: AppealOutcome): NewEvent {
  const message = FootageAppealDecided.fromPartial({ footageRequestId, ...REQUESTED, outcome, decidedTime: NOON });
  return footageAppealDecided.create(message, REQUESTED);
}

export function listed(code: string): NewEvent {
  const message = { code, name: 'Сімферопольська', category: 'H', oblastCode: 'UA01000000000013043', raionCode: '' };
  return territoryUnitListed.create(message, { oblastCode: message.oblastCode, hromadaCode: code });
}

export function merged(code: string, successorCode: string, effectiveDate: string): NewEvent {
  const kind = TerritoryChangeKind.MERGED;
  const message = TerritoryChanged.fromPartial({ code, kind, successorCode, effectiveDate, hromadaCode: code });
  return territoryChanged.create(message, { oblastCode: VINNYTSKA, hromadaCode: code });
}

/** @param hromadaCode another one for a part of a hromada. */
export function controlChanged(
  code: string,
  kind: TerritoryChangeKind,
  effectiveDate: string,
  hromadaCode = code,
): NewEvent {
  const message = TerritoryChanged.fromPartial({ code, kind, effectiveDate, exact: true, hromadaCode });
  return territoryChanged.create(message, { oblastCode: VINNYTSKA, hromadaCode });
}

export function casualties(more: Partial<Casualties>): Casualties {
  return Casualties.fromPartial(more);
}
