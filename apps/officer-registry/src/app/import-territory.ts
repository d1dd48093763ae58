import { ImportTerritoryResponse } from '@safe-community/contracts/officers/v1/officer_registry_service.ts';
import type { RequestKey, UnitOfWork } from '@safe-community/ledger';
import { noveltyOf, type TerritoryUnit } from '../domain/territory-unit.ts';
import { factOfListing } from './facts.ts';
import type { Origin, TerritoryStore } from './ports.ts';
import { builtInUnit } from './territory.ts';

export interface TerritoryPorts {
  readonly territory: TerritoryStore;
  readonly origin: Origin;
  readonly unitOfWork: UnitOfWork;
}

/** Takes checked units of the codifier; what is known just so changes nothing. */
export async function importTerritory(
  { territory, origin, unitOfWork }: TerritoryPorts,
  key: RequestKey,
  units: readonly TerritoryUnit[],
): Promise<ImportTerritoryResponse> {
  return unitOfWork.run(key, ImportTerritoryResponse, async (em) => {
    const imported = await territory.lock(
      em,
      units.map(({ code }) => code),
    );
    const {
      added = [],
      changed = [],
      unchanged = [],
    } = Object.groupBy(units, (unit) => noveltyOf(unit, imported.get(unit.code) ?? builtInUnit(unit.code)));
    const news = [...added, ...changed];
    await territory.put(em, news, origin.now());
    return {
      response: { added: added.length, changed: changed.length, unchanged: unchanged.length },
      about: news.map(({ code }) => code),
      events: news.map(factOfListing),
    };
  });
}
