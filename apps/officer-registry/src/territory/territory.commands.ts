import { OfficerRegistryServiceService } from '@safe-community/contracts/officers/v1/officer_registry_service.ts';
import { command, type Rpc } from '@safe-community/service-kit';
import { firstLevel } from './codifier.adapter.ts';
import { listedEvent } from './territory.events.ts';
import { lockUnits, saveUnits } from './territory-unit.store.ts';
import { checkUnits, compareUnits, type GivenUnit, type TerritoryUnit } from './territory-unit.ts';

/** Imports units of the codifier; a known, equal unit changes nothing. */
const importTerritory = command(OfficerRegistryServiceService.importTerritory, {
  parse({ units }, fields) {
    fields.check(checkUnits(units, firstLevel));
    return units.map(toUnit);
  },
  load: (tx, units) =>
    lockUnits(
      tx,
      units.map(({ code }) => code),
    ),
  decide: (known, units) => compareUnits(units, known),
  async save(tx, comparison, { now }) {
    await saveUnits(tx, [...comparison.added, ...comparison.changed], now);
    return comparison;
  },
  events: ({ added, changed }) => [...added, ...changed].map(listedEvent),
  about: ({ added, changed }) => [...added, ...changed].map(({ code }) => code),
  reply: ({ added, changed, unchanged }) => ({
    added: added.length,
    changed: changed.length,
    unchanged: unchanged.length,
  }),
});

function toUnit({ code, name, category, oblastCode, raionCode }: GivenUnit): TerritoryUnit {
  return { code, name, category: category === 'K' ? 'K' : 'H', oblastCode, raionCode };
}

export const TERRITORY_COMMANDS: readonly Rpc[] = [importTerritory];
