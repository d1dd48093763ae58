import { unless, type Violation } from '@safe-community/domain-kit';

/** A patrol unit according to the registry's events. */
export interface PatrolUnit {
  readonly code: string;
  /** KATOTTG code of the oblast or city with special status. */
  readonly oblastCode: string;
  readonly nameUk: string;
  readonly nameEn: string;
}

export function checkUnitCode(code: string, field: string): Violation[] {
  return unless(/^[a-z0-9-]{2,40}$/.test(code), field, 'must be 2 to 40 of a–z, 0–9 and "-"');
}
