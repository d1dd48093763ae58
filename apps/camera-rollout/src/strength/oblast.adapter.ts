import { unless, type Violation } from '@safe-community/domain-kit';
import { findOblast } from '@safe-community/territory';

/** Empty stands for the country. */
export function checkOblast(code: string, field: string): Violation[] {
  return unless(
    code === '' || findOblast(code)?.code === code,
    field,
    'must be empty or the KATOTTG code of an oblast or city with special status',
  );
}
