import type { Database } from '@safe-community/database';
import type { PatrolUnitStore } from '../../app/ports.ts';
import { patrolUnitTaken } from '../../app/refusals.ts';
import { PatrolUnitEntity } from './entities.ts';
import { flushUnique } from './flush-unique.ts';
import { readTogether } from './read-together.ts';

export function patrolUnitStore(database: Database): PatrolUnitStore {
  return {
    async add(em, unit) {
      em.create(PatrolUnitEntity, unit, { persist: true });
      await flushUnique(em, { patrol_unit_code_key: patrolUnitTaken });
    },
    find: readTogether(async (codes) => {
      const found = await database.em.fork().find(PatrolUnitEntity, { patrolUnitCode: { $in: [...codes] } });
      return new Map(found.map((unit) => [unit.patrolUnitCode, unit]));
    }),
    async oblastOf(em, patrolUnitCode) {
      const { oblastCode } = await em.findOneOrFail(PatrolUnitEntity, { patrolUnitCode });
      return oblastCode;
    },
  };
}
