import type { Day, DecidedDistricts } from '@safe-community/domain-kit';
import { findSettlement, hromadaOfDistrict, settlementsOf, starostaDistricts } from '@safe-community/territory';
import { successorOn, type Merger } from './merger.ts';
import type { Units } from './roster.ts';

/** What the registry has recorded, as it is in force on a day. */
export function unitsOn(day: Day, mergers: ReadonlyMap<string, Merger>, districts: DecidedDistricts): Units {
  const codes = [...mergers.values()].filter(({ effectiveOn }) => effectiveOn <= day).map(({ code }) => code);
  const bySuccessor = Map.groupBy(codes.toSorted(), (code) => successorOn(day, code, mergers));
  return {
    codes,
    successor: (code) => successorOn(day, code, mergers),
    mergedInto: (code) => bySuccessor.get(code) ?? [],
    hromadaOf,
    partsOf: (code) => [...settlementsOf(code), ...starostaDistricts(code)].map((part) => part.code),
    districtOf: (code) => districts.districtOf(code, day),
    isDecided: (code) => districts.isDecided(code, day),
    decided: districts,
  };
}

function hromadaOf(starostaDistrictCode: string, settlementCode: string): string {
  return hromadaOfDistrict(starostaDistrictCode) ?? findSettlement(settlementCode)?.hromadaCode ?? '';
}
