import type { Violation } from '@safe-community/domain-kit';

export function sourceViolations(sourceSystem: string, field: string): Violation[] {
  return /^[a-z0-9-]{2,60}$/.test(sourceSystem) ? [] : [{ field, rule: 'must be 2 to 60 of a–z, 0–9 and "-"' }];
}
