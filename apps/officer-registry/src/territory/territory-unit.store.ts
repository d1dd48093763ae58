import { defineEntity, p } from '@mikro-orm/postgresql';
import { rows, type EntityManager, type Rights } from '@safe-community/database';
import { builtInUnit } from './codifier.ts';
import type { TerritoryUnit } from './territory-unit.ts';

/** Imported units. An imported unit takes precedence over the built-in one with the same code. */
export const TerritoryUnitEntity = defineEntity({
  name: 'TerritoryUnitEntity',
  tableName: 'territory_unit',
  properties: {
    code: p.text().primary(),
    name: p.text(),
    category: p.enum(['H', 'K'] as const),
    oblastCode: p.text(),
    raionCode: p.text(),
    listedAt: p.datetime(),
  },
});

export const TERRITORY_TABLES: readonly string[] = [
  `create table territory_unit (
       code text primary key,
       name text not null,
       category text not null check (category in ('H', 'K')),
       oblast_code text not null,
       raion_code text not null,
       listed_at timestamptz not null
     )`,
];

export const TERRITORY_RIGHTS: Rights = {
  territory_unit: {
    insert: true,
    // All columns, because locking a table requires the right to update the whole table.
    update: true,
    reader: { columns: ['code', 'name', 'category', 'oblast_code', 'raion_code', 'listed_at'] },
  },
};

/** The known units of these codes, imported or built in. Other imports wait until the transaction ends. */
export async function lockUnits(
  tx: EntityManager,
  codes: readonly string[],
): Promise<ReadonlyMap<string, TerritoryUnit>> {
  // Two concurrent imports would both find a unit new and publish it twice.
  await rows(tx, 'lock table territory_unit in share row exclusive mode');
  const builtIn = codes.flatMap((code) => builtInUnit(code) ?? []);
  return new Map([...builtIn, ...(await readUnits(tx, codes))].map((unit) => [unit.code, unit]));
}

export async function saveUnits(tx: EntityManager, units: readonly TerritoryUnit[], at: Date): Promise<void> {
  if (units.length === 0) return;
  await tx.upsertMany(
    TerritoryUnitEntity,
    units.map((unit) => ({ ...unit, listedAt: at })),
  );
}

/** The imported units of these codes. */
export function readUnits(em: EntityManager, codes: readonly string[]): Promise<TerritoryUnit[]> {
  return em.find(TerritoryUnitEntity, { code: { $in: [...codes] } });
}

export function readAllUnits(em: EntityManager): Promise<TerritoryUnit[]> {
  return em.findAll(TerritoryUnitEntity);
}

/** The oblast of a known unit. */
export async function oblastOfUnit(tx: EntityManager, code: string): Promise<string> {
  return (builtInUnit(code) ?? (await tx.findOneOrFail(TerritoryUnitEntity, { code }))).oblastCode;
}
