import { territoryChanged, territoryUnitListed, type NewEvent } from '@safe-community/events';
import type { TerritoryChange } from './history.ts';
import type { KnownUnit } from './places.ts';
import { changeKindNumber } from './territory.mapping.ts';
import type { TerritoryUnit } from './territory-unit.ts';

export function listedEvent({ code, name, category, oblastCode, raionCode }: TerritoryUnit): NewEvent {
  return territoryUnitListed.create({ code, name, category, oblastCode, raionCode }, { oblastCode, hromadaCode: code });
}

export function changedEvent(change: TerritoryChange, { hromadaCode, oblastCode }: KnownUnit): NewEvent {
  const { code, kind, effectiveOn, isExact, name, successorCode } = change;
  return territoryChanged.create(
    {
      code,
      kind: changeKindNumber(kind),
      effectiveDate: effectiveOn,
      exact: isExact,
      name,
      successorCode,
      hromadaCode,
      oblastCode,
    },
    { oblastCode, hromadaCode },
  );
}
