import { checkEach, checkName, unless, type Violation } from '@safe-community/domain-kit';

/** A hromada (H) or a city with special status (K) of the official codifier. */
export interface TerritoryUnit {
  /** KATOTTG code. */
  readonly code: string;
  /** Ukrainian name, NFC. */
  readonly name: string;
  readonly category: 'H' | 'K';
  /** KATOTTG code of the oblast; for a city, its own code. */
  readonly oblastCode: string;
  /** KATOTTG code of the raion; empty for a city. */
  readonly raionCode: string;
}

/** A unit in a request, whose category may be unknown. */
export interface GivenUnit extends Omit<TerritoryUnit, 'category'> {
  readonly category: string;
}

/** Which codes belong to units of the first level. */
export interface FirstLevel {
  isOblast(code: string): boolean;
  isSpecialCity(code: string): boolean;
}

const MAX_UNITS = 5_000;
const CODE = /^UA(?<oblast>\d{2})(?<raion>\d{2})(?<hromada>\d{3})(?<below>\d{5})\d{5}$/;

/** The violations of a list of units, each with the index of its unit. */
export function checkUnits(units: readonly GivenUnit[], firstLevel: FirstLevel): Violation[] {
  if (units.length === 0 || units.length > MAX_UNITS) {
    return [{ field: 'units', rule: `must be 1 to ${MAX_UNITS} units` }];
  }
  const seen = new Set<string>();
  return checkEach('units', units, (unit) => {
    const isFirst = !seen.has(unit.code);
    seen.add(unit.code);
    return [
      ...unless(isFirst, 'code', 'must not stand in the list twice'),
      ...checkName(unit.name, 'name'),
      ...checkCodes(unit, firstLevel),
    ];
  });
}

function checkCodes(unit: GivenUnit, firstLevel: FirstLevel): Violation[] {
  if (unit.category === 'H') return checkHromada(unit, firstLevel);
  if (unit.category === 'K') return checkCity(unit, firstLevel);
  return [{ field: 'category', rule: 'must be "H" or "K"' }];
}

function checkHromada(unit: GivenUnit, firstLevel: FirstLevel): Violation[] {
  const code = CODE.exec(unit.code)?.groups;
  const raion = CODE.exec(unit.raionCode)?.groups;
  const isHromada = code !== undefined && code['hromada'] !== '000' && code['below'] === '00000';
  const isRaion = raion !== undefined && raion['raion'] !== '00' && raion['hromada'] === '000';
  // The digits of a code identify the units above it: a code in another oblast or raion is a mistake.
  const liesInOblast = firstLevel.isOblast(unit.oblastCode) && unit.oblastCode.slice(2, 4) === unit.code.slice(2, 4);
  const liesInRaion = isRaion && unit.raionCode.slice(2, 6) === unit.code.slice(2, 6);
  return [
    ...unless(isHromada, 'code', 'must be the KATOTTG code of a hromada'),
    ...unless(liesInOblast, 'oblast_code', 'must be the KATOTTG code of the oblast where the hromada lies'),
    ...unless(liesInRaion, 'raion_code', 'must be the KATOTTG code of the raion where the hromada lies'),
  ];
}

function checkCity(unit: GivenUnit, firstLevel: FirstLevel): Violation[] {
  return [
    ...unless(firstLevel.isSpecialCity(unit.code), 'code', 'must be the code of a city with special status'),
    ...unless(unit.oblastCode === unit.code, 'oblast_code', 'must be the code of the city itself'),
    ...unless(unit.raionCode === '', 'raion_code', 'must be empty for a city with special status'),
  ];
}

/** The changes of an import. */
export interface Comparison {
  readonly added: readonly TerritoryUnit[];
  readonly changed: readonly TerritoryUnit[];
  readonly unchanged: readonly TerritoryUnit[];
}

/** Compares imported units with the known units of the same codes. */
export function compareUnits(units: readonly TerritoryUnit[], known: ReadonlyMap<string, TerritoryUnit>): Comparison {
  const groups = Object.groupBy(units, (unit) => noveltyOf(unit, known.get(unit.code)));
  return { added: groups.added ?? [], changed: groups.changed ?? [], unchanged: groups.unchanged ?? [] };
}

function noveltyOf(unit: TerritoryUnit, known: TerritoryUnit | undefined): keyof Comparison {
  if (known === undefined) return 'added';
  return unit.name === known.name && unit.raionCode === known.raionCode ? 'unchanged' : 'changed';
}
