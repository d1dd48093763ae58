import { unless, type Violation } from '@safe-community/domain-kit';
import { isKatottg, findHromada, findOblast } from '@safe-community/territory';
import type { FirstLevel, TerritoryUnit } from './territory-unit.ts';

/** The units of the first level: 24 oblasts, AR Crimea, and two cities with special status. */
export const firstLevel: FirstLevel = {
  isOblast: (code) => isOfFirstLevel(code, false),
  isSpecialCity: (code) => isOfFirstLevel(code, true),
};

export function isFirstLevel(code: string): boolean {
  return firstLevel.isOblast(code) || firstLevel.isSpecialCity(code);
}

/** An oblast that a filter names; empty for the country. */
export function checkOblast(code: string, field: string): Violation[] {
  return unless(code === '' || isFirstLevel(code), field, 'must be empty or the KATOTTG code of an oblast');
}

function isOfFirstLevel(code: string, isSpecialCity: boolean): boolean {
  const unit = findOblast(code);
  return unit?.code === code && (unit.kind === 'special-city') === isSpecialCity;
}

/** A unit of the built-in table. */
export function builtInUnit(code: string): TerritoryUnit | undefined {
  const hromada = findHromada(code);
  if (hromada === undefined) return undefined;
  const { name, oblastCode, raionCode } = hromada;
  return hromada.kind === 'special-city'
    ? { code, name, category: 'K', oblastCode, raionCode: '' }
    : { code, name, category: 'H', oblastCode, raionCode };
}

/** The place of a list that is a KATOTTG code. */
export function toCode(text: string): string | undefined {
  return isKatottg(text) ? text : undefined;
}
