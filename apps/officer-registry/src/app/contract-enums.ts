import { AssignmentRole, OfficerKind, OfficerState } from '@safe-community/contracts/officers/v1/officer.ts';
import {
  ASSIGNMENT_ROLES,
  OFFICER_KINDS,
  OFFICER_STATES,
  type AssignmentRole as Role,
  type OfficerKind as Kind,
  type OfficerState as State,
} from '../domain/officer.ts';

const KIND_OF = new Map<number, Kind>(OFFICER_KINDS.map((kind) => [kindNumber(kind), kind]));
const STATE_OF = new Map<number, State>(OFFICER_STATES.map((state) => [stateNumber(state), state]));
const ROLE_OF = new Map<number, Role>(ASSIGNMENT_ROLES.map((role) => [roleNumber(role), role]));

/** None for 0 and for numbers of a later version. */
export function toKind(number: number): Kind | undefined {
  return KIND_OF.get(number);
}

export function toState(number: number): State | undefined {
  return STATE_OF.get(number);
}

export function toRole(number: number): Role | undefined {
  return ROLE_OF.get(number);
}

export function kindNumber(kind: Kind) {
  return OfficerKind[kind.toUpperCase() as Uppercase<Kind>];
}

export function stateNumber(state: State) {
  return OfficerState[state.toUpperCase() as Uppercase<State>];
}

export function roleNumber(role: Role) {
  return AssignmentRole[role.toUpperCase() as Uppercase<Role>];
}
