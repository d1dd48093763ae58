import { findSettlement, findStarostaDistrict, settlementsOf, starostaDistricts } from '@safe-community/territory';
import type { Smaller } from './figure.ts';
import type { SmallerPlaces } from './smaller-places.ts';

/** The smaller places of hromadas. @param beats those of the hromadas, also former ones. */
export function smallerPlaces(
  smaller: Smaller,
  hromadaCodes: ReadonlySet<string>,
  beats: ReadonlySet<string>,
): SmallerPlaces {
  const sum = (countOf: (code: string) => number) => [...hromadaCodes].reduce((all, code) => all + countOf(code), 0);
  const isWithin = (code: string | undefined) => code !== undefined && hromadaCodes.has(code);
  switch (smaller) {
    case 'settlement':
      return {
        smaller,
        count: sum((code) => settlementsOf(code).length),
        has: (code) => isWithin(findSettlement(code)?.hromadaCode),
      };
    case 'starosta_district':
      return {
        smaller,
        count: sum((code) => starostaDistricts(code).length),
        has: (code) => isWithin(findStarostaDistrict(code)?.hromadaCode),
      };
    case 'beat':
      return { smaller, count: beats.size, has: (code) => beats.has(code) };
    default:
      return smaller satisfies never;
  }
}
