import {
  AssignmentEnded,
  BeatChanged,
  BeatCreated,
  BeatRetired,
  OfficerAssigned,
  OfficerRegistered,
  OfficerStateChanged,
  OfficerUpdated,
  PatrolUnitRegistered,
  TerritoryChanged,
  TerritoryUnitListed,
} from '@safe-community/contracts/officers/events/v1/officer_events.ts';
import {
  StationChanged,
  StationClosed,
  StationOpened,
} from '@safe-community/contracts/officers/events/v1/station_events.ts';
import { StarostaDistrictDefined } from '@safe-community/contracts/officers/events/v1/territory_events.ts';
import { AirRescueProgressed } from '@safe-community/contracts/incidents/events/v1/air_rescue_events.ts';
import {
  FollowUpVisitOverdue,
  FollowUpVisitRecorded,
  LegalHoldChanged,
  OutcomeRecorded,
  OutcomeRevoked,
  PersonalDataErased,
  ProtectionOrderRecorded,
  ReferralAccepted,
  ReporterFollowedUp,
  SchoolLinkChanged,
  VictimReferred,
} from '@safe-community/contracts/incidents/events/v1/case_events.ts';
import {
  ProtectionOrderAppealed,
  ProtectionOrderBreached,
  ProtectionOrderEnded,
  ProtectionOrderExtended,
  RestrainingOrderRecorded,
} from '@safe-community/contracts/incidents/events/v1/order_events.ts';
import {
  WorkHoursRecorded,
  WorksCompleted,
  WorksReferred,
  WorksReturned,
} from '@safe-community/contracts/incidents/events/v1/works_events.ts';
import {
  CasualtiesCorrected,
  IncidentEscalated,
  IncidentReported,
  IncidentRestored,
  IncidentRouted,
  IncidentStateChanged,
  IncidentWithdrawn,
  ResponderArrived,
  ResponderProgressed,
} from '@safe-community/contracts/incidents/events/v1/incident_events.ts';
import {
  CameraFaultReported,
  CameraCustodyImported,
  CameraFirmwareChanged,
  CameraIssued,
  CameraRecalled,
  CameraRegistered,
  CameraStateChanged,
  CoverageChanged,
  FirmwareRecallCompleted,
  FirmwareRecalled,
} from '@safe-community/contracts/cameras/events/v1/camera_events.ts';
import {
  DeliverySplit,
  WaveDelivered,
  WaveOrdered,
  WavePlanned,
} from '@safe-community/contracts/cameras/events/v1/rollout_events.ts';
import {
  FootageAppealDecided,
  FootageDecisionAppealed,
  FootageRequestDecided,
  FootageRequestExtended,
  FootageRequestOverdue,
  FootageRequestReceived,
} from '@safe-community/contracts/cameras/events/v1/footage_request_events.ts';
import { AnomalyFound } from '@safe-community/contracts/statistics/events/v1/anomaly_events.ts';
import { ComplianceCounted } from '@safe-community/contracts/cameras/events/v1/compliance_events.ts';
import {
  RecordingCategorised,
  RecordingLinked,
  RecordingObjectChanged,
  RecordingRegistered,
  RecordingUnlinked,
} from '@safe-community/contracts/cameras/events/v1/recording_events.ts';
import {
  RecordingDeleted,
  RecordingExpired,
  RecordingExpiryAnnounced,
  RecordingExpiryCancelled,
  RecordingFrozen,
  RecordingRestored,
  RecordingUnfrozen,
  RetentionPolicySet,
} from '@safe-community/contracts/cameras/events/v1/retention_events.ts';
import { GuaranteeMeasured } from '@safe-community/contracts/officers/events/v1/accountability_events.ts';
import { TrustMeasured } from '@safe-community/contracts/officers/events/v1/trust_events.ts';
import { IncidentState } from '@safe-community/contracts/incidents/v1/incident.ts';
import { eventKind } from './event-kind.ts';

// Every event of the system, by the service that publishes it. The module exports nothing else, because `EVENT_KINDS`
// is built from all of its exports.

/** For an event that determines the state of the incident. */
const ITS_STATE = { state: (message: { readonly state: IncidentState }) => message.state };

export const officerRegistered = eventKind('officers', 'officer-registered', OfficerRegistered, { counts: true });
export const officerAssigned = eventKind('officers', 'officer-assigned', OfficerAssigned, { counts: true });
export const officerStateChanged = eventKind('officers', 'officer-state-changed', OfficerStateChanged, {
  counts: true,
});
export const assignmentEnded = eventKind('officers', 'assignment-ended', AssignmentEnded, { counts: true });
export const beatCreated = eventKind('officers', 'beat-created', BeatCreated, { counts: true });
export const beatChanged = eventKind('officers', 'beat-changed', BeatChanged, { counts: true });
export const beatRetired = eventKind('officers', 'beat-retired', BeatRetired, { counts: true });
export const officerUpdated = eventKind('officers', 'officer-updated', OfficerUpdated);
export const patrolUnitRegistered = eventKind('officers', 'patrol-unit-registered', PatrolUnitRegistered);
export const territoryUnitListed = eventKind('officers', 'territory-unit-listed', TerritoryUnitListed, {
  counts: true,
});
export const territoryChanged = eventKind('officers', 'territory-changed', TerritoryChanged, { counts: true });

export const starostaDistrictDefined = eventKind('officers', 'starosta-district-defined', StarostaDistrictDefined);

export const guaranteeMeasured = eventKind('officers', 'guarantee-measured', GuaranteeMeasured, { counts: true });

export const trustMeasured = eventKind('officers', 'trust-measured', TrustMeasured, { counts: true });

export const stationOpened = eventKind('officers', 'station-opened', StationOpened);
export const stationChanged = eventKind('officers', 'station-changed', StationChanged);
export const stationClosed = eventKind('officers', 'station-closed', StationClosed);

export const incidentReported = eventKind('incidents', 'incident-reported', IncidentReported, {
  watched: { state: () => IncidentState.RECEIVED },
  counts: true,
});
export const responderArrived = eventKind('incidents', 'responder-arrived', ResponderArrived, {
  watched: { state: () => IncidentState.ON_SCENE },
  counts: true,
});
export const incidentStateChanged = eventKind('incidents', 'incident-state-changed', IncidentStateChanged, {
  watched: ITS_STATE,
  counts: true,
});
export const responderProgressed = eventKind('incidents', 'responder-progressed', ResponderProgressed, {
  watched: ITS_STATE,
  counts: true,
});
export const casualtiesCorrected = eventKind('incidents', 'casualties-corrected', CasualtiesCorrected, {
  watched: ITS_STATE,
  counts: true,
});
export const incidentRouted = eventKind('incidents', 'incident-routed', IncidentRouted, { watched: ITS_STATE });
export const incidentEscalated = eventKind('incidents', 'incident-escalated', IncidentEscalated, {
  watched: ITS_STATE,
  counts: true,
});
export const incidentWithdrawn = eventKind('incidents', 'incident-withdrawn', IncidentWithdrawn, {
  watched: ITS_STATE,
  counts: true,
});
export const incidentRestored = eventKind('incidents', 'incident-restored', IncidentRestored, {
  watched: ITS_STATE,
  counts: true,
});
export const airRescueProgressed = eventKind('incidents', 'air-rescue-progressed', AirRescueProgressed, {
  watched: ITS_STATE,
});
export const reporterFollowedUp = eventKind('incidents', 'reporter-followed-up', ReporterFollowedUp, {
  watched: ITS_STATE,
});
export const outcomeRecorded = eventKind('incidents', 'outcome-recorded', OutcomeRecorded, {
  watched: ITS_STATE,
  counts: true,
});
export const outcomeRevoked = eventKind('incidents', 'outcome-revoked', OutcomeRevoked, {
  watched: ITS_STATE,
  counts: true,
});
export const worksReferred = eventKind('incidents', 'works-referred', WorksReferred, {
  watched: ITS_STATE,
  counts: true,
});
export const workHoursRecorded = eventKind('incidents', 'work-hours-recorded', WorkHoursRecorded, {
  watched: ITS_STATE,
  counts: true,
});
export const worksCompleted = eventKind('incidents', 'works-completed', WorksCompleted, {
  watched: ITS_STATE,
  counts: true,
});
export const worksReturned = eventKind('incidents', 'works-returned', WorksReturned, {
  watched: ITS_STATE,
  counts: true,
});
export const protectionOrderRecorded = eventKind('incidents', 'protection-order-recorded', ProtectionOrderRecorded, {
  watched: ITS_STATE,
  counts: true,
});
export const restrainingOrderRecorded = eventKind('incidents', 'restraining-order-recorded', RestrainingOrderRecorded, {
  watched: ITS_STATE,
  counts: true,
});
export const protectionOrderExtended = eventKind('incidents', 'protection-order-extended', ProtectionOrderExtended, {
  watched: ITS_STATE,
});
export const protectionOrderEnded = eventKind('incidents', 'protection-order-ended', ProtectionOrderEnded, {
  watched: ITS_STATE,
});
export const protectionOrderAppealed = eventKind('incidents', 'protection-order-appealed', ProtectionOrderAppealed, {
  watched: ITS_STATE,
});
export const protectionOrderBreached = eventKind('incidents', 'protection-order-breached', ProtectionOrderBreached, {
  watched: ITS_STATE,
  counts: true,
});
export const victimReferred = eventKind('incidents', 'victim-referred', VictimReferred, {
  watched: ITS_STATE,
  counts: true,
});
export const referralAccepted = eventKind('incidents', 'referral-accepted', ReferralAccepted, {
  watched: ITS_STATE,
  counts: true,
});
export const followUpVisitRecorded = eventKind('incidents', 'follow-up-visit-recorded', FollowUpVisitRecorded, {
  watched: ITS_STATE,
  counts: true,
});
export const schoolLinkChanged = eventKind('incidents', 'school-link-changed', SchoolLinkChanged, {
  watched: ITS_STATE,
});
export const followUpVisitOverdue = eventKind('incidents', 'follow-up-visit-overdue', FollowUpVisitOverdue, {
  watched: ITS_STATE,
  counts: true,
});
export const personalDataErased = eventKind('incidents', 'personal-data-erased', PersonalDataErased, {
  watched: ITS_STATE,
});
export const legalHoldChanged = eventKind('incidents', 'legal-hold-changed', LegalHoldChanged, { watched: ITS_STATE });

export const cameraRegistered = eventKind('cameras', 'camera-registered', CameraRegistered);
export const cameraIssued = eventKind('cameras', 'camera-issued', CameraIssued, { counts: true });
export const cameraStateChanged = eventKind('cameras', 'camera-state-changed', CameraStateChanged, { counts: true });
export const cameraFirmwareChanged = eventKind('cameras', 'camera-firmware-changed', CameraFirmwareChanged);
export const cameraRecalled = eventKind('cameras', 'camera-recalled', CameraRecalled);
export const cameraCustodyImported = eventKind('cameras', 'camera-custody-imported', CameraCustodyImported);
export const coverageChanged = eventKind('cameras', 'coverage-changed', CoverageChanged, { counts: true });
export const cameraFaultReported = eventKind('cameras', 'camera-fault-reported', CameraFaultReported);
export const firmwareRecalled = eventKind('cameras', 'firmware-recalled', FirmwareRecalled);
export const firmwareRecallCompleted = eventKind('cameras', 'firmware-recall-completed', FirmwareRecallCompleted);
export const wavePlanned = eventKind('cameras', 'wave-planned', WavePlanned);
export const waveOrdered = eventKind('cameras', 'wave-ordered', WaveOrdered);
export const waveDelivered = eventKind('cameras', 'wave-delivered', WaveDelivered);
export const deliverySplit = eventKind('cameras', 'delivery-split', DeliverySplit);

export const footageRequestReceived = eventKind('cameras', 'footage-request-received', FootageRequestReceived, {
  counts: true,
});
export const footageRequestExtended = eventKind('cameras', 'footage-request-extended', FootageRequestExtended);
export const footageRequestOverdue = eventKind('cameras', 'footage-request-overdue', FootageRequestOverdue, {
  counts: true,
});
export const footageRequestDecided = eventKind('cameras', 'footage-request-decided', FootageRequestDecided, {
  counts: true,
});
export const footageDecisionAppealed = eventKind('cameras', 'footage-decision-appealed', FootageDecisionAppealed, {
  counts: true,
});
export const footageAppealDecided = eventKind('cameras', 'footage-appeal-decided', FootageAppealDecided, {
  counts: true,
});

export const recordingRegistered = eventKind('cameras', 'recording-registered', RecordingRegistered);
export const recordingCategorised = eventKind('cameras', 'recording-categorised', RecordingCategorised);
export const recordingLinked = eventKind('cameras', 'recording-linked', RecordingLinked);
export const recordingUnlinked = eventKind('cameras', 'recording-unlinked', RecordingUnlinked);
export const recordingObjectChanged = eventKind('cameras', 'recording-object-changed', RecordingObjectChanged);

export const complianceCounted = eventKind('cameras', 'compliance-counted', ComplianceCounted, { counts: true });
export const retentionPolicySet = eventKind('cameras', 'retention-policy-set', RetentionPolicySet);
export const recordingFrozen = eventKind('cameras', 'recording-frozen', RecordingFrozen);
export const recordingUnfrozen = eventKind('cameras', 'recording-unfrozen', RecordingUnfrozen);
export const recordingExpiryAnnounced = eventKind('cameras', 'recording-expiry-announced', RecordingExpiryAnnounced);
export const recordingExpiryCancelled = eventKind('cameras', 'recording-expiry-cancelled', RecordingExpiryCancelled);
export const recordingExpired = eventKind('cameras', 'recording-expired', RecordingExpired);
export const recordingRestored = eventKind('cameras', 'recording-restored', RecordingRestored);
export const recordingDeleted = eventKind('cameras', 'recording-deleted', RecordingDeleted);

export const anomalyFound = eventKind('statistics', 'anomaly-found', AnomalyFound);
