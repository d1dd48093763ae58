import type { OfficerRegistered } from '@safe-community/contracts/officers/events/v1/officer_events.ts';
import { CameraState } from '@safe-community/contracts/cameras/v1/camera.ts';
import { OfficerKind } from '@safe-community/contracts/officers/v1/officer.ts';
import { cameraIssued, cameraStateChanged, officerRegistered, officerStateChanged } from '@safe-community/events';
import type { Subscription } from '@safe-community/service-kit';
import { onState } from '../counting/module.ts';
import { toOfficerState } from '../officer-states/module.ts';
import { ON_DUTY_STRENGTH } from './patrol-officer.ts';
import { addOfficers, endIssues, saveIssues, saveOfficers } from './patrol.store.ts';

/**
 * Patrol officers on duty are the strength that the cameras are for. Both kinds write the row of an officer, and still
 * commute: a registration is the first event of its officer, so it adds the row and never replaces one.
 */
const STRENGTH_EVENTS: Subscription = {
  producer: 'officers',
  handlers: [
    onState(officerRegistered, (messages) => [addOfficers(messages.filter(isOnStrength))], { commutes: true }),
    // An officer who was in training at registration joins the strength later.
    onState(officerStateChanged, (messages) => [saveOfficers(messages.filter(isPatrol))], { commutes: true }),
  ],
};

/** A camera that is returned may be issued again, so the order of both kinds counts. */
const CAMERA_EVENTS: Subscription = {
  producer: 'cameras',
  handlers: [
    onState(cameraIssued, (messages) => [saveIssues(messages)]),
    onState(cameraStateChanged, (messages) => [
      endIssues(messages.filter(({ state }) => state !== CameraState.ISSUED).map(({ cameraId }) => cameraId)),
    ]),
  ],
};

export const PATROL_EVENTS: readonly Subscription[] = [STRENGTH_EVENTS, CAMERA_EVENTS];

function isOnStrength(message: OfficerRegistered): boolean {
  const state = toOfficerState(message.state);
  return isPatrol(message) && state !== undefined && ON_DUTY_STRENGTH.includes(state);
}

function isPatrol({ kind }: { readonly kind: OfficerKind }): boolean {
  return kind === OfficerKind.PATROL;
}
