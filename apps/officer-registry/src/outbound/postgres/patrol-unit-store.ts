import type { PatrolUnitStore } from '../../app/ports.ts';
import { patrolUnitTaken } from '../../app/refusals.ts';
import { PatrolUnitEntity } from './entities.ts';
import { flushUnique } from './flush-unique.ts';

export function patrolUnitStore(): PatrolUnitStore {
  return {
    async add(em, unit) {
      em.create(PatrolUnitEntity, unit, { persist: true });
      await flushUnique(em, { patrol_unit_code_key: patrolUnitTaken });
    },
    find: async (em, patrolUnitCode) => (await em.findOne(PatrolUnitEntity, { patrolUnitCode })) ?? undefined,
  };
}
