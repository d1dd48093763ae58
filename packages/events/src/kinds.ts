import {
  OfficerAssigned,
  OfficerRegistered,
  OfficerStateChanged,
  PatrolUnitRegistered,
  TerritoryUnitListed,
} from '@safe-community/contracts/officers/events/v1/officer_events.ts';
import {
  FollowUpVisitOverdue,
  LegalHoldChanged,
  OutcomeRecorded,
  OutcomeRevoked,
  PersonalDataErased,
  ProtectionOrderRecorded,
  ReporterFollowedUp,
  VictimReferred,
} from '@safe-community/contracts/incidents/events/v1/case_events.ts';
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
import { CameraIssued, CameraRegistered } from '@safe-community/contracts/cameras/events/v1/camera_events.ts';
import { eventKind } from './event-kind.ts';

// Every event of the system, by the service that publishes it.

export const officerRegistered = eventKind('officers', 'officer-registered', OfficerRegistered);
export const officerAssigned = eventKind('officers', 'officer-assigned', OfficerAssigned);
export const officerStateChanged = eventKind('officers', 'officer-state-changed', OfficerStateChanged);
export const patrolUnitRegistered = eventKind('officers', 'patrol-unit-registered', PatrolUnitRegistered);
export const territoryUnitListed = eventKind('officers', 'territory-unit-listed', TerritoryUnitListed);

export const incidentReported = eventKind('incidents', 'incident-reported', IncidentReported);
export const responderArrived = eventKind('incidents', 'responder-arrived', ResponderArrived);
export const incidentStateChanged = eventKind('incidents', 'incident-state-changed', IncidentStateChanged);
export const responderProgressed = eventKind('incidents', 'responder-progressed', ResponderProgressed);
export const casualtiesCorrected = eventKind('incidents', 'casualties-corrected', CasualtiesCorrected);
export const incidentRouted = eventKind('incidents', 'incident-routed', IncidentRouted);
export const incidentEscalated = eventKind('incidents', 'incident-escalated', IncidentEscalated);
export const incidentWithdrawn = eventKind('incidents', 'incident-withdrawn', IncidentWithdrawn);
export const incidentRestored = eventKind('incidents', 'incident-restored', IncidentRestored);
export const reporterFollowedUp = eventKind('incidents', 'reporter-followed-up', ReporterFollowedUp);
export const outcomeRecorded = eventKind('incidents', 'outcome-recorded', OutcomeRecorded);
export const outcomeRevoked = eventKind('incidents', 'outcome-revoked', OutcomeRevoked);
export const protectionOrderRecorded = eventKind('incidents', 'protection-order-recorded', ProtectionOrderRecorded);
export const victimReferred = eventKind('incidents', 'victim-referred', VictimReferred);
export const followUpVisitOverdue = eventKind('incidents', 'follow-up-visit-overdue', FollowUpVisitOverdue);
export const personalDataErased = eventKind('incidents', 'personal-data-erased', PersonalDataErased);
export const legalHoldChanged = eventKind('incidents', 'legal-hold-changed', LegalHoldChanged);

export const cameraRegistered = eventKind('cameras', 'camera-registered', CameraRegistered);
export const cameraIssued = eventKind('cameras', 'camera-issued', CameraIssued);
