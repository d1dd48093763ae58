import {
  assignmentEnded,
  officerAssigned,
  officerRegistered,
  officerStateChanged,
  officerUpdated,
  type NewEvent,
} from '@safe-community/events';
import { findOblast } from '@safe-community/territory';
import type { Assignment } from './assignment.ts';
import { kindNumber, roleNumber, stateNumber, toEndReasonNumber } from './officer.mapping.ts';
import type { OfficerRecord } from './officer.ts';
import type { OfficerData } from './officer-update.ts';
import type { Registered } from './registration.ts';
import type { StateChange } from './state-change.ts';

// Events contain ids and codes: no name, number or phone.

export function registeredEvent({ officer, oblastCode }: Registered): NewEvent {
  const { officerId, kind, state, patrolUnitCode, registeredAt } = officer;
  return officerRegistered.create(
    {
      officerId,
      kind: kindNumber(kind),
      state: stateNumber(state),
      patrolUnitCode,
      oblastCode,
      registeredTime: registeredAt,
    },
    { oblastCode },
  );
}

export function assignedEvent(officer: OfficerRecord, assignment: Assignment, oblastCode: string): NewEvent {
  const { officerId, state } = officer;
  const { assignmentId, beatId, beat, role, deputyOrder, startsAt, endsAt } = assignment;
  return officerAssigned.create(
    {
      officerId,
      beat,
      role: roleNumber(role),
      state: stateNumber(state),
      oblastCode,
      assignedTime: startsAt,
      assignmentId,
      beatId,
      deputyOrder,
      endTime: endsAt,
    },
    { oblastCode, hromadaCode: beat.hromadaCode },
  );
}

export function endedEvent(assignment: Assignment, oblastCode: string): NewEvent {
  const { assignmentId, officerId, beatId, beat, role, endsAt, endReason } = assignment;
  return assignmentEnded.create(
    {
      assignmentId,
      officerId,
      beatId,
      beat,
      role: roleNumber(role),
      oblastCode,
      endTime: endsAt,
      reason: toEndReasonNumber(endReason),
    },
    { oblastCode, hromadaCode: beat.hromadaCode },
  );
}

/**
 * @param officer before the change.
 * @param oblastCode of the patrol unit or the beat; empty without either.
 */
export function stateChangedEvent(officer: OfficerRecord, change: StateChange, oblastCode: string): NewEvent {
  const { officerId, kind, patrolUnitCode } = officer;
  return officerStateChanged.create(
    {
      officerId,
      kind: kindNumber(kind),
      formerState: stateNumber(change.formerState),
      state: stateNumber(change.state),
      patrolUnitCode,
      oblastCode,
      changedTime: change.changedAt,
    },
    { oblastCode },
  );
}

/**
 * @param officer before the update.
 * @param data after it.
 */
export function updatedEvent(
  officer: OfficerRecord,
  changedFields: readonly string[],
  { placeCode: servicePlaceCode, patrolUnitCode }: Pick<OfficerData, 'placeCode' | 'patrolUnitCode'>,
  updatedTime: Date,
): NewEvent {
  const { officerId, kind, state } = officer;
  const oblastCode = findOblast(servicePlaceCode.slice(2, 4))?.code ?? '';
  return officerUpdated.create(
    {
      officerId,
      kind: kindNumber(kind),
      state: stateNumber(state),
      changedFields: [...changedFields],
      servicePlaceCode,
      patrolUnitCode,
      oblastCode,
      updatedTime,
    },
    { oblastCode },
  );
}
