import type { Violation } from '@safe-community/domain-kit';

/** Empty for all. */
export function katottgViolations(code: string, field: string): Violation[] {
  return code === '' || /^UA\d{17}$/.test(code) ? [] : [{ field, rule: 'must be a KATOTTG code' }];
}

export function timeViolations(time: Date | undefined, field: string): Violation[] {
  return isValid(time) ? [] : [{ field, rule: 'must be a valid time' }];
}

/** A timestamp out of range is read as an invalid date, which can be neither compared nor written. */
export function isValid(time: Date | undefined): boolean {
  return time === undefined || !Number.isNaN(time.getTime());
}
