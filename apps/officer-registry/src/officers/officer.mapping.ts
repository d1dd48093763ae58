import {
  AssignmentRole as Roles,
  OfficerKind as Kinds,
  OfficerState as States,
  type Officer as OfficerMessage,
} from '@safe-community/contracts/officers/v1/officer.ts';
import {
  ASSIGNMENT_ROLES,
  OFFICER_KINDS,
  OFFICER_STATES,
  type Assignment,
  type AssignmentRole,
  type Officer,
  type OfficerKind,
  type OfficerState,
} from './officer.ts';

const KIND_OF = new Map<number, OfficerKind>(OFFICER_KINDS.map((kind) => [kindNumber(kind), kind]));
const STATE_OF = new Map<number, OfficerState>(OFFICER_STATES.map((state) => [stateNumber(state), state]));
const ROLE_OF = new Map<number, AssignmentRole>(ASSIGNMENT_ROLES.map((role) => [roleNumber(role), role]));

/** Undefined for 0 and for numbers of a later version; so are the next two. */
export function toKind(number: number): OfficerKind | undefined {
  return KIND_OF.get(number);
}

export function toState(number: number): OfficerState | undefined {
  return STATE_OF.get(number);
}

export function toRole(number: number): AssignmentRole | undefined {
  return ROLE_OF.get(number);
}

export function kindNumber(kind: OfficerKind) {
  return Kinds[kind.toUpperCase() as Uppercase<OfficerKind>];
}

export function stateNumber(state: OfficerState) {
  return States[state.toUpperCase() as Uppercase<OfficerState>];
}

export function roleNumber(role: AssignmentRole) {
  return Roles[role.toUpperCase() as Uppercase<AssignmentRole>];
}

export function toAssignmentMessage({ beat, role, assignedAt }: Assignment) {
  return { beat, role: roleNumber(role), assignedTime: assignedAt };
}

export function toOfficerMessage(officer: Officer): OfficerMessage {
  const { officerId, kind, state, person, serviceNumber, patrolUnitCode, registeredAt, demonstration } = officer;
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
    demonstration,
  };
}
