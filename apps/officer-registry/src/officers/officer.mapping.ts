import {
  AssignmentEndReason,
  AssignmentRole as Roles,
  OfficerKind as Kinds,
  OfficerState as States,
  type Assignment as AssignmentMessage,
  type Officer as OfficerMessage,
} from '@safe-community/contracts/officers/v1/officer.ts';
import { enumNames, etagOf } from '@safe-community/domain-kit';
import { ASSIGNMENT_ROLES, END_REASONS, type Assignment } from './assignment.ts';
import { OFFICER_KINDS, OFFICER_STATES, type Officer } from './officer.ts';

export const { nameOf: toKind, numberOf: kindNumber } = enumNames(Kinds, OFFICER_KINDS);
export const { nameOf: toState, numberOf: stateNumber } = enumNames(States, OFFICER_STATES);
export const { nameOf: toRole, numberOf: roleNumber } = enumNames(Roles, ASSIGNMENT_ROLES);

const { numberOf: endReasonNumber } = enumNames(AssignmentEndReason, END_REASONS);

export function toAssignmentMessage(assignment: Assignment): AssignmentMessage {
  const { assignmentId, officerId, beatId, beat, role, deputyOrder, startsAt, endsAt, recordedAt } = assignment;
  return {
    beat,
    role: roleNumber(role),
    assignedTime: startsAt,
    assignmentId,
    beatId,
    officerId,
    endTime: endsAt,
    deputyOrder,
    recordedTime: recordedAt,
    endReason: toEndReasonNumber(assignment.endReason),
  };
}

export function toEndReasonNumber(reason: Assignment['endReason']): AssignmentEndReason {
  return reason === undefined ? AssignmentEndReason.UNSPECIFIED : endReasonNumber(reason);
}

export function toOfficerMessage(officer: Officer): OfficerMessage {
  const { officerId, kind, state, person, serviceNumber, patrolUnitCode, registeredAt } = officer;
  return {
    officerId,
    kind: kindNumber(kind),
    state: stateNumber(state),
    fullName: person.fullName,
    serviceNumber,
    phone: person.phone,
    patrolUnitCode,
    assignments: officer.assignments.map(toAssignmentMessage),
    registeredTime: registeredAt,
    servicePlaceCode: officer.placeCode ?? '',
    policeUnitCode: officer.policeUnitCode ?? '',
    etag: officer.version === undefined ? '' : etagOf({ version: officer.version }),
  };
}
