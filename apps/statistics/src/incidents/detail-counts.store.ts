import { prepared, type Rights, type Step } from '@safe-community/database';
import type { CounterTable } from '../counting/module.ts';
import type { DetailGrowth } from './incident-count.ts';

const DETAIL_COUNTS = [
  'incidents',
  'killed',
  'injured',
  'defenders_killed',
  'defenders_injured',
  'children_killed',
  'children_injured',
];
const DETAIL_KEY = [
  'territory_code',
  'day',
  'category',
  'known_on',
  'settlement_code',
  'starosta_district_code',
  'attributes',
];

export const DETAIL_TABLES: readonly string[] = [
  // Part of incident_count: the incidents whose report names a smaller place or an attribute, one row for all of both.
  // Only of hromadas: a report writes one row.
  `create table detail_count (
     territory_code text not null,
     day date not null,
     category text not null,
     -- the day on which the service that publishes the events recorded them
     known_on date not null,
     -- empty if it is not known, as the following two
     settlement_code text not null,
     starosta_district_code text not null,
     -- as "fire_object=house people_inside=yes"
     attributes text not null,
     incidents bigint not null,
     killed bigint not null,
     injured bigint not null,
     defenders_killed bigint not null,
     defenders_injured bigint not null,
     children_killed bigint not null,
     children_injured bigint not null,
     primary key (territory_code, day, category, known_on, settlement_code, starosta_district_code,
       attributes)
   ) with (fillfactor = 70)`,
];

/** A report adds one row to its hromada, and one to the country if it names a value. */
export const COMPARED_DETAILS: CounterTable = {
  name: 'detail_count',
  keys: DETAIL_KEY,
  counts: DETAIL_COUNTS,
  added: `territory_code <> 'UA'`,
};

/** No reader role: the service decides what it shows of small places. */
export const DETAIL_RIGHTS: Rights = {
  detail_count: { rebuiltFrom: 'incidents', insert: true, update: DETAIL_COUNTS, delete: true },
};

/** Nothing for no details. */
export function addDetails(growths: readonly DetailGrowth[]): Step[] {
  if (growths.length === 0) return [];
  const values = [
    growths.map(({ territoryCode }) => territoryCode),
    growths.map(({ day }) => day),
    growths.map(({ category }) => category),
    growths.map(({ knownOn }) => knownOn),
    growths.map(({ settlementCode }) => settlementCode),
    growths.map(({ districtCode }) => districtCode),
    growths.map(({ attributes }) => attributes),
    growths.map(({ growth }) => growth.incidents),
    growths.map(({ growth }) => growth.killed),
    growths.map(({ growth }) => growth.injured),
    growths.map(({ growth }) => growth.defendersKilled),
    growths.map(({ growth }) => growth.defendersInjured),
    growths.map(({ growth }) => growth.childrenKilled),
    growths.map(({ growth }) => growth.childrenInjured),
  ];
  return [{ statement: GROW, values }];
}

const GROW = prepared(`
  insert into detail_count (${[...DETAIL_KEY, ...DETAIL_COUNTS].join(', ')})
  select * from unnest($1::text[], $2::date[], $3::text[], $4::date[], $5::text[], $6::text[], $7::text[],
    $8::bigint[], $9::bigint[], $10::bigint[], $11::bigint[], $12::bigint[], $13::bigint[], $14::bigint[])
  on conflict (${DETAIL_KEY.join(', ')}) do update set
    ${DETAIL_COUNTS.map((count) => `${count} = detail_count.${count} + excluded.${count}`).join(', ')}`);
