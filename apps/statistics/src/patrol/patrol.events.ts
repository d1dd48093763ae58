import type { OfficerRegistered } from '@safe-community/contracts/officers/events/v1/officer_events.ts';
import { OfficerKind } from '@safe-community/contracts/officers/v1/officer.ts';
import { cameraIssued, officerRegistered, officerStateChanged } from '@safe-community/events';
import type { Subscription } from '@safe-community/service-kit';
import { onCounted } from '../counting/module.ts';
import { toOfficerState } from '../officer-states/module.ts';
import { ON_DUTY_STRENGTH } from './patrol-officer.ts';
import { forgetIssues, forgetOfficers, saveIssues, saveOfficers } from './patrol.store.ts';

/** Patrol officers on duty are the strength that the cameras are for. */
const STRENGTH_EVENTS: Subscription = {
  producer: 'officers',
  handlers: [
    onCounted(officerRegistered, (tx, messages) => saveOfficers(tx, messages.filter(isOnStrength))),
    // An officer who was in training at registration joins the strength later.
    onCounted(officerStateChanged, (tx, messages) => saveOfficers(tx, messages.filter(isPatrol))),
  ],
  forget: forgetOfficers,
};

const CAMERA_EVENTS: Subscription = {
  producer: 'cameras',
  handlers: [onCounted(cameraIssued, saveIssues)],
  forget: forgetIssues,
};

export const PATROL_EVENTS: readonly Subscription[] = [STRENGTH_EVENTS, CAMERA_EVENTS];

function isOnStrength(message: OfficerRegistered): boolean {
  const state = toOfficerState(message.state);
  return isPatrol(message) && state !== undefined && ON_DUTY_STRENGTH.includes(state);
}

function isPatrol({ kind }: { readonly kind: OfficerKind }): boolean {
  return kind === OfficerKind.PATROL;
}
