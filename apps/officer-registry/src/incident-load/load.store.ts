import { prepared, rows, type EntityManager, type Rights, type Step } from '@safe-community/database';
import type { MonthGrowth } from './load.ts';

export const LOAD_TABLES: readonly string[] = [
  // The key begins with the month, because every query reads some months of all hromadas.
  `create table incident_load (
     -- first day
     month date not null,
     hromada_code text not null,
     -- below zero while a withdrawal is applied before the report
     incidents bigint not null,
     primary key (month, hromada_code)
   ) with (fillfactor = 70)`,
];

export const LOAD_RIGHTS: Rights = {
  incident_load: {
    insert: true,
    update: ['incidents'],
    delete: true,
    reader: { columns: ['month', 'hromada_code', 'incidents'] },
  },
};

/** Nothing for no growth. */
export function addLoad(growth: readonly MonthGrowth[]): Step[] {
  if (growth.length === 0) return [];
  const values = [
    growth.map(({ month }) => month),
    growth.map(({ hromadaCode }) => hromadaCode),
    growth.map(({ incidents }) => incidents),
  ];
  return [{ statement: GROW, values }];
}

const GROW = prepared(`
  insert into incident_load (month, hromada_code, incidents)
  select * from unnest($1::date[], $2::text[], $3::bigint[])
  on conflict (month, hromada_code) do update
    set incidents = incident_load.incidents + excluded.incidents`);

/** Rows are deleted rather than truncated, so that readers see them until the rebuild commits. */
export async function forgetLoad(tx: EntityManager): Promise<void> {
  await rows(tx, 'delete from incident_load');
}

/** The load of the hromadas that have any, in the months from `first` to `last`, in no particular order. */
export async function readMonths(
  em: EntityManager,
  { first, last }: { readonly first: string; readonly last: string },
): Promise<(readonly [hromadaCode: string, incidents: number])[]> {
  const found = await rows<LoadRow>(em, LOAD, [first, last]);
  return found.map((row) => [row.hromada_code, Number(row.incidents)]);
}

interface LoadRow {
  readonly hromada_code: string;
  readonly incidents: string;
}

const LOAD = prepared(`
  select hromada_code, sum(incidents) as incidents
  from incident_load
  where month between $1::date and $2::date
  group by hromada_code having sum(incidents) > 0`);
