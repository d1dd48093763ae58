import { checkName } from './plain-text.ts';
import type { TerritoryUnit } from './territory-unit.ts';
import { unless, type Violation } from './violation.ts';

/** A unit as it was said, with a category that may be none. */
export interface SaidUnit extends Omit<TerritoryUnit, 'category'> {
  readonly category: string;
}

/** What is known of the units of the first level. */
export interface FirstLevel {
  isOblast(code: string): boolean;
  isSpecialCity(code: string): boolean;
}

const MOST = 5_000;
const FORM = /^UA(?<oblast>\d{2})(?<raion>\d{2})(?<hromada>\d{3})(?<below>\d{5})\d{5}$/;

/** All rules that a list of units breaks, each by its place in the list. */
export function checkUnits(units: readonly SaidUnit[], firstLevel: FirstLevel): Violation[] {
  if (units.length === 0 || units.length > MOST) {
    return [{ field: 'units', rule: `must be 1 to ${MOST} units` }];
  }
  const seen = new Set<string>();
  return units.flatMap((unit, index) => {
    const path = `units[${index}].`;
    const isNew = !seen.has(unit.code);
    seen.add(unit.code);
    return [
      ...unless(isNew, `${path}code`, 'must not stand in the list twice'),
      ...checkName(unit.name, `${path}name`),
      ...checkCodes(unit, path, firstLevel),
    ];
  });
}

function checkCodes(unit: SaidUnit, path: string, firstLevel: FirstLevel): Violation[] {
  if (unit.category === 'H') return checkHromada(unit, path, firstLevel);
  if (unit.category === 'K') return checkCity(unit, path, firstLevel);
  return [{ field: `${path}category`, rule: 'must be "H" or "K"' }];
}

function checkHromada(unit: SaidUnit, path: string, firstLevel: FirstLevel): Violation[] {
  const code = FORM.exec(unit.code)?.groups;
  const raion = FORM.exec(unit.raionCode)?.groups;
  const isHromada = code !== undefined && code['hromada'] !== '000' && code['below'] === '00000';
  const isRaion = raion !== undefined && raion['raion'] !== '00' && raion['hromada'] === '000';
  // The digits of a code say where its unit lies: a code of another place is a slip.
  const liesInOblast = firstLevel.isOblast(unit.oblastCode) && unit.oblastCode.slice(2, 4) === unit.code.slice(2, 4);
  const liesInRaion = isRaion && unit.raionCode.slice(2, 6) === unit.code.slice(2, 6);
  return [
    ...unless(isHromada, `${path}code`, 'must be the KATOTTG code of a hromada'),
    ...unless(liesInOblast, `${path}oblast_code`, 'must be the KATOTTG code of the oblast where the hromada lies'),
    ...unless(liesInRaion, `${path}raion_code`, 'must be the KATOTTG code of the raion where the hromada lies'),
  ];
}

function checkCity(unit: SaidUnit, path: string, firstLevel: FirstLevel): Violation[] {
  return [
    ...unless(firstLevel.isSpecialCity(unit.code), `${path}code`, 'must be the code of a city with special status'),
    ...unless(unit.oblastCode === unit.code, `${path}oblast_code`, 'must be the code of the city itself'),
    ...unless(unit.raionCode === '', `${path}raion_code`, 'must be empty for a city with special status'),
  ];
}
