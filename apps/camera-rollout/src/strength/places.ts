import { unless, type Violation } from '@safe-community/domain-kit';
import { findOblast } from '@safe-community/territory';
import { checkUnitCode } from './patrol-unit.ts';

/** The violation of a text that is neither empty nor the code of an oblast. */
export function checkOblast(code: string, field: string): Violation[] {
  return unless(
    code === '' || findOblast(code)?.code === code,
    field,
    'must be empty or the KATOTTG code of an oblast or city with special status',
  );
}

/** The same for a patrol unit. */
export function checkOptionalUnitCode(code: string, field: string): Violation[] {
  return code === '' ? [] : checkUnitCode(code, field);
}
