import { territoryUnitListed, type NewEvent } from '@safe-community/events';
import type { TerritoryUnit } from './territory-unit.ts';

export function listedEvent({ code, name, category, oblastCode, raionCode }: TerritoryUnit): NewEvent {
  return territoryUnitListed.create({ code, name, category, oblastCode, raionCode }, { oblastCode, hromadaCode: code });
}
