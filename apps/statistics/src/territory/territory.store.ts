import { prepared, rows, type EntityManager, type Rights, type Step } from '@safe-community/database';
import { findHromada, findOblast } from '@safe-community/territory';
import type { ListedUnit } from './gazetteer.ts';

export const TERRITORY_TABLES: readonly string[] = [
  `create table listed_unit (
     code text primary key,
     oblast_code text not null
   )`,
];

export const TERRITORY_RIGHTS: Rights = {
  listed_unit: {
    rebuiltFrom: 'officers',
    insert: true,
    update: ['oblast_code'],
    delete: true,
    reader: { columns: ['code', 'oblast_code'] },
  },
};

/** The units that the registry listed and the built-in table lacks. */
export async function readListedUnits(tx: EntityManager): Promise<ListedUnit[]> {
  const listed = await rows<ListedUnit>(tx, LISTED);
  return listed.filter(({ code }) => findHromada(code) === undefined && findOblast(code) === undefined);
}

const LISTED = prepared('select code, oblast_code as "oblastCode" from listed_unit order by code');

export function saveUnits(units: readonly ListedUnit[]): Step {
  const latest = [...new Map(units.map((unit) => [unit.code, unit])).values()];
  return { statement: SAVE, values: [latest.map(({ code }) => code), latest.map(({ oblastCode }) => oblastCode)] };
}

const SAVE = prepared(`
  insert into listed_unit (code, oblast_code) select * from unnest($1::text[], $2::text[])
  on conflict (code) do update set oblast_code = excluded.oblast_code`);
