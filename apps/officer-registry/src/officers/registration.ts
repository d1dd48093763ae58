import {
  checkName,
  checkPhone,
  preconditionFailed,
  Refusal,
  unless,
  type Decision,
  type Violation,
} from '@safe-community/domain-kit';
import type { PatrolUnit } from '../patrol-units/module.ts';
import type { Officer, OfficerKind, OfficerState } from './officer.ts';

/** An officer to register. */
export interface Registration {
  readonly kind: OfficerKind;
  readonly state: OfficerState;
  readonly fullName: string;
  readonly serviceNumber: string;
  readonly phone: string;
  readonly patrolUnitCode: string;
  /** Empty if unknown, and for patrol officers. */
  readonly policeUnitCode: string;
  /** Where the officer serves or is to serve; undefined if unknown, and for patrol officers. */
  readonly place: ServicePlace | undefined;
}

/** A known hromada or city with special status. */
export interface ServicePlace {
  readonly code: string;
  readonly oblastCode: string;
}

/** A registered officer, and where they serve. */
export interface Registered {
  readonly officer: Officer;
  /** Of the place, or the oblast of the patrol unit; empty if unknown. */
  readonly placeCode: string;
  /** Empty if unknown. */
  readonly oblastCode: string;
  /** Empty if unknown. */
  readonly policeUnitCode: string;
  /** Name of the calling system. */
  readonly registeredBy: string;
}

type CheckCode = (code: string, field: string) => Violation[];

/** The violations of a registration. */
export function checkRegistration(registration: Registration, checkUnitCode: CheckCode): Violation[] {
  const { state, fullName, serviceNumber, phone } = registration;
  return [
    ...unless(state !== 'dismissed', 'state', 'must not be that of a dismissed officer'),
    ...checkName(fullName, 'full_name'),
    ...checkServiceNumber(serviceNumber, 'service_number'),
    ...checkPhone(phone, 'phone'),
    ...checkUnit(registration, checkUnitCode),
  ];
}

export function checkServiceNumber(serviceNumber: string, field: string): Violation[] {
  return unless(/^[A-Z0-9-]{3,20}$/.test(serviceNumber), field, 'must be 3 to 20 of A–Z, 0–9 and "-"');
}

function checkUnit(
  { kind, patrolUnitCode, policeUnitCode, place }: Registration,
  checkUnitCode: CheckCode,
): Violation[] {
  if (kind === 'patrol') {
    return [
      ...checkUnitCode(patrolUnitCode, 'patrol_unit_code'),
      ...unless(policeUnitCode === '', 'police_unit_code', NOT_OF_PATROL),
      ...unless(place === undefined, 'service_place_code', 'must be empty for patrol officers'),
    ];
  }
  // A kind that is not known has a violation of its own.
  const mustBeEmpty = kind === 'community' || kind === 'district';
  return [
    ...unless(
      !mustBeEmpty || patrolUnitCode === '',
      'patrol_unit_code',
      'must be empty for community and district officers',
    ),
    ...(policeUnitCode === '' ? [] : checkUnitCode(policeUnitCode, 'police_unit_code')),
  ];
}

export const NOT_OF_PATROL = 'must be empty for patrol officers, who have a patrol unit';

interface Registering {
  readonly now: Date;
  readonly newId: () => string;
  readonly call: { readonly caller: { readonly name: string } };
}

/** Registers an officer. `unit` is the patrol unit with the code of the registration; undefined if there is none. */
export function register(
  { fullName, phone, place, policeUnitCode, ...registration }: Registration,
  unit: PatrolUnit | undefined,
  { now, newId, call }: Registering,
): Decision<Registered> {
  if (registration.kind === 'patrol' && unit === undefined) {
    return preconditionFailed('UNIT_UNKNOWN', 'the patrol unit is not registered');
  }
  return {
    officer: {
      ...registration,
      officerId: newId(),
      registeredAt: now,
      assignments: [],
      person: { fullName, phone },
    },
    placeCode: unit?.oblastCode ?? place?.code ?? '',
    oblastCode: unit?.oblastCode ?? place?.oblastCode ?? '',
    policeUnitCode,
    registeredBy: call.caller.name,
  };
}

export function serviceNumberTaken(): Refusal {
  return new Refusal('already-exists', 'the service number belongs to another officer', {
    reason: 'SERVICE_NUMBER_TAKEN',
    violations: [{ field: 'service_number', rule: 'must be unique' }],
  });
}
