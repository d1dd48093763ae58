import { obstacle, type Decision } from './decision.ts';
import type { Officer, OfficerKind, OfficerState } from './officer.ts';
import { checkPatrolUnitCode, type PatrolUnit } from './patrol-unit.ts';
import { checkName, checkPhone } from './plain-text.ts';
import { unless, type Violation } from './violation.ts';

/** What is said of an officer to be registered. */
export interface Registration {
  readonly kind: OfficerKind;
  readonly state: OfficerState;
  readonly fullName: string;
  readonly serviceNumber: string;
  readonly phone: string;
  readonly patrolUnitCode: string;
  readonly demonstration: boolean;
}

/** A registration in which kind and state may be words that nobody knows. */
export interface SaidRegistration extends Omit<Registration, 'kind' | 'state'> {
  readonly kind: OfficerKind | undefined;
  readonly state: OfficerState | undefined;
}

/** All rules that a registration breaks; none when it is well formed. */
export function checkRegistration(said: SaidRegistration): Violation[] {
  return [
    ...unless(said.kind !== undefined, 'kind', 'must be one of the known kinds'),
    ...unless(said.state !== undefined, 'state', 'must be one of the known states'),
    ...unless(said.state !== 'dismissed', 'state', 'must not be that of a dismissed officer'),
    ...checkName(said.fullName, 'full_name'),
    ...unless(/^[A-Z0-9-]{3,20}$/.test(said.serviceNumber), 'service_number', 'must be 3 to 20 of A–Z, 0–9 and "-"'),
    ...checkPhone(said.phone, 'phone'),
    ...checkUnit(said),
  ];
}

function checkUnit({ kind, patrolUnitCode }: SaidRegistration): Violation[] {
  if (kind === 'patrol') return checkPatrolUnitCode(patrolUnitCode, 'patrol_unit_code');
  return unless(
    kind !== 'community' || patrolUnitCode === '',
    'patrol_unit_code',
    'must be empty for community officers',
  );
}

/** Registers a checked officer; `unit` is the patrol unit that it names, if there is one. */
export function register(
  { fullName, phone, ...registration }: Registration,
  unit: PatrolUnit | undefined,
  officerId: string,
  at: Date,
): Decision<Officer, 'UNIT_UNKNOWN'> {
  if (registration.kind === 'patrol' && unit === undefined) {
    return obstacle('UNIT_UNKNOWN', 'the patrol unit is not registered');
  }
  return { outcome: { ...registration, officerId, registeredAt: at, assignments: [], person: { fullName, phone } } };
}
