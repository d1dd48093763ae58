import type { Violation } from '@safe-community/domain-kit';

/** The values that are known here, and what is wrong with the others. */
export function parseKnown<Known>(
  numbers: readonly number[],
  toKnown: (number: number) => Known | undefined,
  field: string,
): { known: Known[]; violations: Violation[] } {
  const known: Known[] = [];
  const violations: Violation[] = [];
  for (const [index, number] of numbers.entries()) {
    const value = toKnown(number);
    if (value === undefined) violations.push({ field: `${field}[${index}]`, rule: 'must be one of the known values' });
    else known.push(value);
  }
  return { known, violations };
}
