import type { Violation } from '@safe-community/domain-kit';
import { findHromada, findSettlement, hromadaOfDistrict, isKatottg } from '@safe-community/territory';

/** Where a code is. A code that is not named is empty. */
export interface CodedPlace {
  readonly hromadaCode: string;
  readonly starostaDistrictCode: string;
  readonly settlementCode: string;
}

export const NO_PLACE: CodedPlace = { hromadaCode: '', starostaDistrictCode: '', settlementCode: '' };

const FORM = 'must be a KATOTTG code (UA and 17 digits)';
const DISTRICT = /^\d{10}$/;

/**
 * The place of a hromada, of a settlement, or of a starosta district, with its hromada; else the broken rule. A KATOTTG code
 * that the built-in table does not have may be that of a hromada which the registry lists: intake decides.
 */
export function placeOfCode(code: string): CodedPlace | { readonly rule: string } {
  if (DISTRICT.test(code)) {
    const hromadaCode = hromadaOfDistrict(code);
    return hromadaCode === undefined
      ? { rule: 'is the code of no starosta district that is known' }
      : { ...NO_PLACE, hromadaCode, starostaDistrictCode: code };
  }
  if (!isKatottg(code)) return { rule: FORM };
  const settlement = findHromada(code) === undefined ? findSettlement(code) : undefined;
  if (settlement === undefined) return { ...NO_PLACE, hromadaCode: code };
  const { hromadaCode = '' } = settlement;
  return { ...NO_PLACE, hromadaCode, settlementCode: code };
}

/** The place of a code in the mapping itself. Adds what is wrong with it to the problems. */
export function placeIn(code: string, field: string, alternative: string, problems: Violation[]): CodedPlace {
  const place = placeOfCode(code);
  if (!('rule' in place)) return place;
  problems.push({ field, rule: `“${code}” ${place.rule}${alternative}` });
  return NO_PLACE;
}
