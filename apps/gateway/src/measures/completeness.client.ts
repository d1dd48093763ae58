import { Completeness, type Coverage } from '@safe-community/contracts/statistics/v1/coverage.ts';
import { enumNames } from '@safe-community/domain-kit';
import { COMPLETENESS, type CoverageView } from './completeness.ts';

const { nameOf } = enumNames(Completeness, COMPLETENESS);

/** Undefined of registers, of surveys, and of what is released. */
export function toCoverageView(coverage: Coverage | undefined): CoverageView | undefined {
  const completeness = coverage && nameOf(coverage.completeness);
  return completeness && { completeness, percent: coverage?.coveredPercent ?? 0 };
}
