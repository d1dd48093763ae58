import type { Day, MergersOfDay } from '@safe-community/domain-kit';
import { findSettlement, findStarostaDistrict, settlementsOf, starostaDistricts } from '@safe-community/territory';
import { successorOn, type Merger } from './mergers.store.ts';

/** The mergers in force on a day. */
export interface Mergers extends MergersOfDay {
  /** The merged units. */
  readonly codes: readonly string[];
  /** The settlements and starosta districts of a hromada. */
  partsOf(hromadaCode: string): readonly string[];
}

/** The registry's mergers that are in force on a day. */
export function mergersOn(day: Day, stored: ReadonlyMap<string, Merger>): Mergers {
  const codes = [...stored.values()].filter(({ effectiveOn }) => effectiveOn <= day).map(({ code }) => code);
  const bySuccessor = Map.groupBy(codes.toSorted(), (code) => successorOn(day, code, stored));
  return {
    codes,
    successor: (code) => successorOn(day, code, stored),
    mergedInto: (code) => bySuccessor.get(code) ?? [],
    hromadaOf,
    partsOf: (code) => [...settlementsOf(code), ...starostaDistricts(code)].map((part) => part.code),
  };
}

function hromadaOf(starostaDistrictCode: string, settlementCode: string): string {
  return findStarostaDistrict(starostaDistrictCode)?.hromadaCode ?? findSettlement(settlementCode)?.hromadaCode ?? '';
}
