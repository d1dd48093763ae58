import { prepared, rows, type EntityManager, type Rights, type Step } from '@safe-community/database';
import type { PatrolOfficer } from './officer.ts';
import type { PatrolUnit } from './patrol-unit.ts';

/** Ids and codes only, never a person's name. */
export const STRENGTH_TABLES: readonly string[] = [
  `create table patrol_unit (
     code text primary key,
     oblast_code text not null,
     name_uk text not null,
     name_en text not null
   )`,
  `create table patrol_officer (
     officer_id uuid primary key,
     unit_code text not null,
     oblast_code text not null,
     state text not null,
     -- when the registry recorded the newest event; recalls compare it with the time of the issue
     changed_at timestamptz not null
   )`,
  // Needed by BY_UNIT (coverage.store.ts).
  `create index patrol_officer_on_strength on patrol_officer (unit_code) where state = 'active'`,
];

const UNIT = ['code', 'oblast_code', 'name_uk', 'name_en'];
const OFFICER = ['officer_id', 'unit_code', 'oblast_code', 'state'];

export const STRENGTH_RIGHTS: Rights = {
  patrol_unit: { insert: true, update: ['oblast_code', 'name_uk', 'name_en'], reader: { columns: UNIT } },
  patrol_officer: {
    insert: true,
    update: ['unit_code', 'oblast_code', 'state', 'changed_at'],
    delete: true,
    reader: { columns: OFFICER },
  },
};

/** What other modules may join. */
export const PATROL_UNIT_ROWS = '(select code, oblast_code, name_uk, name_en from patrol_unit)';
export const PATROL_OFFICER_ROWS = '(select officer_id, unit_code, state, changed_at from patrol_officer)';

export interface UnitRow {
  readonly code: string;
  readonly oblast_code: string;
  readonly name_uk: string;
  readonly name_en: string;
}

export function toUnit({ code, oblast_code, name_uk, name_en }: UnitRow): PatrolUnit {
  return { code, oblastCode: oblast_code, nameUk: name_uk, nameEn: name_en };
}

export async function findUnit(tx: EntityManager, unitCode: string): Promise<PatrolUnit | undefined> {
  const [row] = await rows<UnitRow>(tx, 'select * from patrol_unit where code = $1', [unitCode]);
  return row && toUnit(row);
}

/** Those of these codes that the registry has named. */
export async function knownUnits(em: EntityManager, codes: readonly string[]): Promise<ReadonlySet<string>> {
  const found = await rows<{ code: string }>(em, 'select code from patrol_unit where code = any($1::text[])', [codes]);
  return new Set(found.map(({ code }) => code));
}

/** Inserts or updates units; of several versions of one unit the last counts. */
export function saveUnits(received: readonly PatrolUnit[]): Step {
  const units = lastOfEach(received, ({ code }) => code);
  const values = [
    units.map(({ code }) => code),
    units.map(({ oblastCode }) => oblastCode),
    units.map(({ nameUk }) => nameUk),
    units.map(({ nameEn }) => nameEn),
  ];
  return { statement: SAVE_UNITS, values };
}

const SAVE_UNITS = prepared(`
  insert into patrol_unit (code, oblast_code, name_uk, name_en)
  select * from unnest($1::text[], $2::text[], $3::text[], $4::text[])
  on conflict (code) do update set
    oblast_code = excluded.oblast_code, name_uk = excluded.name_uk, name_en = excluded.name_en`);

/** Inserts or updates officers; of several versions of one officer the last counts. */
export function saveOfficers(received: readonly PatrolOfficer[]): Step {
  const officers = lastOfEach(received, ({ officerId }) => officerId);
  const values = [
    officers.map(({ officerId }) => officerId),
    officers.map(({ unitCode }) => unitCode),
    officers.map(({ oblastCode }) => oblastCode),
    officers.map(({ state }) => state),
    officers.map(({ changedAt }) => changedAt),
  ];
  return { statement: SAVE_OFFICERS, values };
}

const SAVE_OFFICERS = prepared(`
  insert into patrol_officer (officer_id, unit_code, oblast_code, state, changed_at)
  select * from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::timestamptz[])
  on conflict (officer_id) do update set
    unit_code = excluded.unit_code, oblast_code = excluded.oblast_code, state = excluded.state,
    changed_at = excluded.changed_at`);

/**
 * Deletes what a rebuild from the registry's ledger creates again. Units stay, because cameras refer to them; one that
 * the registry no longer knows remains without officers.
 */
export async function forgetOfficers(tx: EntityManager): Promise<void> {
  await rows(tx, 'delete from patrol_officer');
}

/** One statement cannot write a row twice. */
function lastOfEach<Item>(items: readonly Item[], keyOf: (item: Item) => string): Item[] {
  return [...new Map(items.map((item) => [keyOf(item), item])).values()];
}
