import { escapeHidden, type Violation } from '@safe-community/domain-kit';
import { Problem } from '../terminal/problem.ts';

/** All errors of a mapping file, by key. */
export function invalidMapping(file: string, violations: readonly Violation[]): Problem {
  const lines = violations.map(({ field, rule }) => escapeHidden(`${field} ${rule}`));
  return new Problem([`${file} is not a valid mapping:`, ...lines].join('\n  '));
}
