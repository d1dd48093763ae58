import {
  officerAssigned,
  officerRegistered,
  officerStateChanged,
  patrolUnitRegistered,
  territoryUnitListed,
  type NewEvent,
} from '@safe-community/events';
import type { StateChange } from '../domain/change-state.ts';
import type { Assignment, OfficerRecord } from '../domain/officer.ts';
import type { PatrolUnit } from '../domain/patrol-unit.ts';
import type { TerritoryUnit } from '../domain/territory-unit.ts';
import { kindNumber, roleNumber, stateNumber } from './contract-enums.ts';

// The events by which others learn of it all: ids and codes, no name, number or telephone.

/** `oblastCode` is that of the patrol unit, empty for a community officer. */
export function factOfRegistration(officer: OfficerRecord, oblastCode: string): NewEvent {
  const { officerId, kind, state, patrolUnitCode, demonstration, registeredAt } = officer;
  return officerRegistered.create(
    {
      officerId,
      kind: kindNumber(kind),
      state: stateNumber(state),
      patrolUnitCode,
      oblastCode,
      demonstration,
      registeredTime: registeredAt,
    },
    { oblastCode },
  );
}

export function factOfAssignment(officer: OfficerRecord, assignment: Assignment, oblastCode: string): NewEvent {
  const { officerId, state, demonstration } = officer;
  const { beat, role, assignedAt } = assignment;
  return officerAssigned.create(
    {
      officerId,
      beat,
      role: roleNumber(role),
      state: stateNumber(state),
      oblastCode,
      demonstration,
      assignedTime: assignedAt,
    },
    { oblastCode, hromadaCode: beat.hromadaCode },
  );
}

/** `officer` is as before the change; `oblastCode` that of the patrol unit or the beat, empty without either. */
export function factOfStateChange(officer: OfficerRecord, change: StateChange, oblastCode: string): NewEvent {
  const { officerId, kind, patrolUnitCode, demonstration } = officer;
  return officerStateChanged.create(
    {
      officerId,
      kind: kindNumber(kind),
      formerState: stateNumber(change.formerState),
      state: stateNumber(change.state),
      patrolUnitCode,
      oblastCode,
      demonstration,
      changedTime: change.changedAt,
    },
    { oblastCode },
  );
}

export function factOfPatrolUnit(unit: PatrolUnit): NewEvent {
  return patrolUnitRegistered.create(unit, { oblastCode: unit.oblastCode });
}

export function factOfListing(unit: TerritoryUnit): NewEvent {
  return territoryUnitListed.create(unit, { oblastCode: unit.oblastCode, hromadaCode: unit.code });
}
