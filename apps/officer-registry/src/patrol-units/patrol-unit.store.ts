import { defineEntity, p } from '@mikro-orm/postgresql';
import {
  brokenUniqueConstraint,
  readTogether,
  type Database,
  type EntityManager,
  type Rights,
} from '@safe-community/database';
import type { Decision } from '@safe-community/domain-kit';
import { patrolUnitTaken, type PatrolUnit } from './patrol-unit.ts';

export const PatrolUnitEntity = defineEntity({
  name: 'PatrolUnitEntity',
  tableName: 'patrol_unit',
  properties: {
    patrolUnitCode: p.text().primary(),
    oblastCode: p.text(),
    nameUk: p.text(),
    nameEn: p.text(),
  },
});

export const PATROL_UNIT_TABLES: readonly string[] = [
  `create table patrol_unit (
       patrol_unit_code text constraint patrol_unit_code_key primary key,
       oblast_code text not null,
       name_uk text not null,
       name_en text not null
     )`,
];

export const PATROL_UNIT_RIGHTS: Rights = {
  patrol_unit: {
    insert: true,
    reader: { columns: ['patrol_unit_code', 'oblast_code', 'name_uk', 'name_en'] },
  },
};

/** PATROL_UNIT_TAKEN if the code belongs to another unit. */
export async function addPatrolUnit(tx: EntityManager, unit: PatrolUnit): Promise<Decision<PatrolUnit>> {
  tx.create(PatrolUnitEntity, unit, { persist: true });
  try {
    await tx.flush();
  } catch (error) {
    if (brokenUniqueConstraint(error) === 'patrol_unit_code_key') return patrolUnitTaken();
    throw error;
  }
  return unit;
}

export type FindPatrolUnit = (patrolUnitCode: string) => Promise<PatrolUnit | undefined>;

/** Codes per read. */
const MAX_CODES = 500;

/** Finds units outside a transaction; one read serves many callers. Units are never removed, so a result stays true. */
export function patrolUnitFinder(database: Database): FindPatrolUnit {
  return readTogether(async (codes) => {
    const found = await database.em.fork().find(PatrolUnitEntity, { patrolUnitCode: { $in: [...new Set(codes)] } });
    const byCode = new Map(found.map((unit) => [unit.patrolUnitCode, unit]));
    return codes.map((code) => byCode.get(code));
  }, MAX_CODES);
}

/**
 * The oblast of a registered unit, read on the connection of the transaction, because another one might not be free.
 */
export async function oblastOfPatrolUnit(tx: EntityManager, patrolUnitCode: string): Promise<string> {
  const { oblastCode } = await tx.findOneOrFail(PatrolUnitEntity, { patrolUnitCode });
  return oblastCode;
}
