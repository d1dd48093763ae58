import { prepared, rows, type EntityManager, type Rights, type Step } from '@safe-community/database';
import type { Load, MonthGrowth } from './load.ts';

export const LOAD_TABLES: readonly string[] = [
  // The key begins with the month, because every query reads some months of all hromadas.
  `create table incident_load (
     -- first day
     month date not null,
     hromada_code text not null,
     demonstration boolean not null,
     -- below zero while a withdrawal is applied before the report
     incidents bigint not null,
     primary key (month, hromada_code, demonstration)
   ) with (fillfactor = 70)`,
];

export const LOAD_RIGHTS: Rights = {
  incident_load: {
    insert: true,
    update: ['incidents'],
    delete: true,
    reader: { columns: ['month', 'hromada_code', 'demonstration', 'incidents'] },
  },
};

/** Nothing for no growth. */
export function addLoad(growth: readonly MonthGrowth[]): Step[] {
  if (growth.length === 0) return [];
  const values = [
    growth.map(({ month }) => month),
    growth.map(({ hromadaCode }) => hromadaCode),
    growth.map(({ demonstration }) => demonstration),
    growth.map(({ incidents }) => incidents),
  ];
  return [{ statement: GROW, values }];
}

const GROW = prepared(`
  insert into incident_load (month, hromada_code, demonstration, incidents)
  select * from unnest($1::date[], $2::text[], $3::boolean[], $4::bigint[])
  on conflict (month, hromada_code, demonstration) do update
    set incidents = incident_load.incidents + excluded.incidents`);

/** Rows are deleted rather than truncated, so that readers see them until the rebuild commits. */
export async function forgetLoad(tx: EntityManager): Promise<void> {
  await rows(tx, 'delete from incident_load');
}

/** The load of the hromadas that have any, in the months from `first` to `last`, in no particular order. */
export async function readMonths(
  em: EntityManager,
  { first, last }: { readonly first: string; readonly last: string },
): Promise<(readonly [hromadaCode: string, load: Load])[]> {
  const found = await rows<LoadRow>(em, LOAD, [first, last]);
  return found.map((row) => [
    row.hromada_code,
    { incidents: Number(row.incidents), demonstration: Number(row.demonstration) },
  ]);
}

interface LoadRow {
  readonly hromada_code: string;
  readonly incidents: string;
  readonly demonstration: string;
}

const LOAD = prepared(`
  select hromada_code, sum(incidents) as incidents,
    coalesce(sum(incidents) filter (where demonstration), 0) as demonstration
  from incident_load
  where month between $1::date and $2::date
  group by hromada_code having sum(incidents) > 0`);
