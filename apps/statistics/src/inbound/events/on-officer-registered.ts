import type { OfficerRegistered } from '@safe-community/contracts/officers/events/v1/officer_events.ts';
import { OfficerKind } from '@safe-community/contracts/officers/v1/officer.ts';
import { officerRegistered } from '@safe-community/events';
import type { EventHandler } from '@safe-community/ledger';
import type { PatrolBook } from '../../app/ports.ts';
import { ON_DUTY_STRENGTH } from '../../domain/officer-state.ts';
import { toOfficerState } from '../grpc/enums.ts';
import { onCounted } from './on-counted.ts';

/** The registry took an officer: patrol officers on duty are the strength that the cameras are for. */
export function onOfficerRegistered(patrol: PatrolBook): EventHandler {
  return onCounted(officerRegistered, (em, messages) => patrol.noteOfficers(em, messages.filter(isOnStrength)));
}

function isOnStrength({ kind, state: number }: OfficerRegistered): boolean {
  const state = toOfficerState(number);
  return kind === OfficerKind.PATROL && state !== undefined && ON_DUTY_STRENGTH.includes(state);
}
