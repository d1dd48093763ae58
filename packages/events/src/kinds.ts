import {
  OfficerAssigned,
  OfficerRegistered,
  OfficerStateChanged,
  PatrolUnitRegistered,
  TerritoryUnitListed,
} from '@safe-community/contracts/officers/events/v1/officer_events.ts';
import { IncidentReported, ResponderArrived } from '@safe-community/contracts/incidents/events/v1/incident_events.ts';
import { CameraIssued, CameraRegistered } from '@safe-community/contracts/cameras/events/v1/camera_events.ts';
import { eventKind } from './event-kind.ts';

// Every event of the system, by the service that emits it.

export const officerRegistered = eventKind('officers', 'officer-registered', OfficerRegistered);
export const officerAssigned = eventKind('officers', 'officer-assigned', OfficerAssigned);
export const officerStateChanged = eventKind('officers', 'officer-state-changed', OfficerStateChanged);
export const patrolUnitRegistered = eventKind('officers', 'patrol-unit-registered', PatrolUnitRegistered);
export const territoryUnitListed = eventKind('officers', 'territory-unit-listed', TerritoryUnitListed);

export const incidentReported = eventKind('incidents', 'incident-reported', IncidentReported);
export const responderArrived = eventKind('incidents', 'responder-arrived', ResponderArrived);

export const cameraRegistered = eventKind('cameras', 'camera-registered', CameraRegistered);
export const cameraIssued = eventKind('cameras', 'camera-issued', CameraIssued);
