import { checkName, Refusal, unless, type Violation } from '@safe-community/domain-kit';

/** A unit of the patrol police that serves an oblast or a city with special status. */
export interface PatrolUnit {
  readonly patrolUnitCode: string;
  readonly oblastCode: string;
  readonly nameUk: string;
  readonly nameEn: string;
}

/** The violations of a unit. `oblastIsKnown` says whether its oblast code exists. */
export function checkPatrolUnit(unit: PatrolUnit, oblastIsKnown: boolean): Violation[] {
  return [
    ...checkPatrolUnitCode(unit.patrolUnitCode, 'patrol_unit_code'),
    ...unless(oblastIsKnown, 'oblast_code', 'must be the KATOTTG code of an oblast or a city with special status'),
    ...checkName(unit.nameUk, 'name_uk'),
    ...checkName(unit.nameEn, 'name_en'),
  ];
}

export function checkPatrolUnitCode(code: string, field: string): Violation[] {
  return unless(/^[a-z0-9-]{2,40}$/.test(code), field, 'must be 2 to 40 of a–z, 0–9 and "-"');
}

export function patrolUnitTaken(): Refusal {
  return new Refusal('already-exists', 'a patrol unit with this code is registered already', {
    reason: 'PATROL_UNIT_TAKEN',
    violations: [{ field: 'patrol_unit_code', rule: 'must be unique' }],
  });
}
