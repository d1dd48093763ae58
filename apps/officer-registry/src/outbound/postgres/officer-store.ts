import { LockMode, type InferEntity } from '@mikro-orm/postgresql';
import type { OfficerStore } from '../../app/ports.ts';
import { refusalOf } from '../../app/refusals.ts';
import { BEAT_TAKEN, OFFICER_HAS_BEAT } from '../../domain/assign.ts';
import type { Assignment } from '../../domain/officer.ts';
import { AssignmentEntity, OfficerEntity } from './entities.ts';
import { flushUnique } from './flush-unique.ts';

export function officerStore(): OfficerStore {
  return {
    async lock(em, officerId) {
      const officer = await em.findOne(OfficerEntity, { officerId }, { lockMode: LockMode.PESSIMISTIC_WRITE });
      if (officer === null) return undefined;
      const assignments = await em.find(AssignmentEntity, { officerId }, { orderBy: { assignedAt: 'asc' } });
      const { patrolUnitCode, ...record } = officer;
      return { ...record, patrolUnitCode: patrolUnitCode ?? '', assignments: assignments.map(toAssignment) };
    },
    async primaryOf(em, beat) {
      const found = await em.findOne(AssignmentEntity, { ...beat, role: 'primary' });
      return found?.officerId;
    },
    async assign(em, officerId, { beat, role, assignedAt }) {
      const held = await em.findOne(AssignmentEntity, { officerId, ...beat });
      if (held === null) em.create(AssignmentEntity, { officerId, ...beat, role, assignedAt }, { persist: true });
      else em.assign(held, { role, assignedAt });
      await flushUnique(em, {
        assignment_primary_of_beat: () => refusalOf(BEAT_TAKEN),
        assignment_primary_of_officer: () => refusalOf(OFFICER_HAS_BEAT),
      });
    },
  };
}

function toAssignment(row: InferEntity<typeof AssignmentEntity>): Assignment {
  const { hromadaCode, starostaDistrictCode, role, assignedAt } = row;
  return { beat: { hromadaCode, starostaDistrictCode }, role, assignedAt };
}
