import type { School as SchoolMessage } from '@safe-community/contracts/incidents/v1/school.ts';
import { checkName, type Parsed, type Violation } from '@safe-community/domain-kit';
import { checkPlace, placesOf } from '../reporting/module.ts';
import type { Territory } from '../routing/module.ts';
import { checkEdrpou, hasCheckDigit, type School } from './school.ts';

/** Reads a school. Its place is checked as that of a report. */
export function readSchool(message: SchoolMessage, territory: Territory): Parsed<School> {
  const { edrpou, name, hromadaCode, settlementCode, point, closed } = message;
  const location = point && { location: point };
  const named = { hromadaCode, starostaDistrictCode: '', settlementCode, ...location };
  const facts = placesOf(named, territory);
  const missing: Violation[] =
    hromadaCode === '' ? [{ field: 'hromada_code', rule: 'must be the KATOTTG code of a known hromada or city' }] : [];
  const violations = [
    ...checkEdrpou(edrpou, 'edrpou'),
    ...checkName(name, 'name'),
    ...missing,
    ...(hromadaCode === '' ? [] : checkPlace(named, facts).map(toField)),
  ];
  if (violations.length > 0 || facts.hromada === undefined) return { violations };
  const { code, oblastCode } = facts.hromada;
  return { value: { edrpou, name, hromadaCode: code, oblastCode, settlementCode, point, closed } };
}

/** "report.location" → "point" */
function toField({ field, rule }: Violation): Violation {
  const own = field.replace('report.', '');
  return { field: own === 'location' ? 'point' : own, rule };
}

export function toSchoolMessage(school: School): SchoolMessage {
  const { edrpou, name, hromadaCode, settlementCode, point, closed } = school;
  const checkDigitDiffers = !hasCheckDigit(edrpou);
  return { edrpou, name, hromadaCode, settlementCode, point, closed, checkDigitDiffers };
}
