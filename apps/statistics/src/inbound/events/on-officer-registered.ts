import type { OfficerRegistered } from '@safe-community/contracts/officers/events/v1/officer_events.ts';
import { OfficerKind, OfficerState } from '@safe-community/contracts/officers/v1/officer.ts';
import { officerRegistered } from '@safe-community/events';
import type { EventHandler } from '@safe-community/ledger';
import type { PatrolBook } from '../../app/ports.ts';
import { onCounted } from './on-counted.ts';

/** The registry took an officer: active patrol officers are the strength that the cameras are for. */
export function onOfficerRegistered(patrol: PatrolBook): EventHandler {
  return onCounted(officerRegistered, (em, messages) => patrol.noteOfficers(em, messages.filter(isOnStrength)));
}

function isOnStrength({ kind, state }: OfficerRegistered): boolean {
  return kind === OfficerKind.PATROL && state === OfficerState.ACTIVE;
}
