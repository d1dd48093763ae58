import { rows, type EntityManager } from '@safe-community/database';
import type { StrengthBook } from '../../app/ports.ts';
import type { PatrolOfficer } from '../../domain/officer.ts';
import type { PatrolUnit } from '../../domain/patrol-unit.ts';

export interface UnitRow {
  readonly code: string;
  readonly oblast_code: string;
  readonly name_uk: string;
  readonly name_en: string;
  readonly demonstration: boolean;
}

export const strengthBook: StrengthBook = {
  async findUnit(em, unitCode) {
    const [row] = await rows<UnitRow>(em, 'select * from patrol_unit where code = $1', [unitCode]);
    return row && toUnit(row);
  },
  noteUnits: (em, units) =>
    upsertUnits(
      em,
      lastOfEach(units, ({ code }) => code),
    ),
  noteOfficers: (em, officers) =>
    upsertOfficers(
      em,
      lastOfEach(officers, ({ officerId }) => officerId),
    ),
};

export function toUnit({ code, oblast_code, name_uk, name_en, demonstration }: UnitRow): PatrolUnit {
  return { code, oblastCode: oblast_code, nameUk: name_uk, nameEn: name_en, demonstration };
}

async function upsertUnits(em: EntityManager, units: readonly PatrolUnit[]): Promise<void> {
  await rows(
    em,
    `insert into patrol_unit (code, oblast_code, name_uk, name_en, demonstration)
     select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::boolean[])
     on conflict (code) do update set
       oblast_code = excluded.oblast_code, name_uk = excluded.name_uk, name_en = excluded.name_en,
       demonstration = excluded.demonstration`,
    [
      units.map(({ code }) => code),
      units.map(({ oblastCode }) => oblastCode),
      units.map(({ nameUk }) => nameUk),
      units.map(({ nameEn }) => nameEn),
      units.map(({ demonstration }) => demonstration),
    ],
  );
}

async function upsertOfficers(em: EntityManager, officers: readonly PatrolOfficer[]): Promise<void> {
  await rows(
    em,
    `insert into patrol_officer (officer_id, unit_code, oblast_code, state, demonstration)
     select * from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::boolean[])
     on conflict (officer_id) do update set
       unit_code = excluded.unit_code, oblast_code = excluded.oblast_code, state = excluded.state,
       demonstration = excluded.demonstration`,
    [
      officers.map(({ officerId }) => officerId),
      officers.map(({ unitCode }) => unitCode),
      officers.map(({ oblastCode }) => oblastCode),
      officers.map(({ state }) => state),
      officers.map(({ demonstration }) => demonstration),
    ],
  );
}

/** One statement cannot write a row twice, so the latest word on each counts. */
function lastOfEach<Item>(items: readonly Item[], keyOf: (item: Item) => string): Item[] {
  return [...new Map(items.map((item) => [keyOf(item), item])).values()];
}
