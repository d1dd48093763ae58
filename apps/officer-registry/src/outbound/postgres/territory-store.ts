import { rows } from '@safe-community/database';
import type { TerritoryStore } from '../../app/ports.ts';
import { TerritoryUnitEntity } from './entities.ts';

export function territoryStore(): TerritoryStore {
  return {
    async lock(em, codes) {
      // Two imports at once would both find a unit new and tell of it twice.
      await rows(em, 'lock table territory_unit in share row exclusive mode');
      const found = await em.find(TerritoryUnitEntity, { code: { $in: [...codes] } });
      return new Map(found.map((unit) => [unit.code, unit]));
    },
    async put(em, units, at) {
      if (units.length === 0) return;
      await em.upsertMany(
        TerritoryUnitEntity,
        units.map((unit) => ({ ...unit, listedAt: at })),
      );
    },
    async oblastOf(em, code) {
      const { oblastCode } = await em.findOneOrFail(TerritoryUnitEntity, { code });
      return oblastCode;
    },
  };
}
