import { prepared, rows, type Database, type Rights, type Step } from '@safe-community/database';
import type { Day } from '../calendar/module.ts';
import type { CounterTable } from '../counting/module.ts';
import { coverageUntil } from './known-figures.store.ts';

export const COVERAGE_TABLES: readonly string[] = [
  // The last figures of a patrol unit on each day on which they changed.
  `create table camera_coverage_day (
     unit_code text not null,
     day date not null,
     oblast_code text not null,
     strength int not null,
     equipped int not null,
     in_stock int not null,
     in_repair int not null,
     changed_at timestamptz not null,
     primary key (unit_code, day)
   )`,
];

export const COVERAGE_FIGURES = ['oblast_code', 'strength', 'equipped', 'in_stock', 'in_repair', 'changed_at'];

export const COVERAGE_RIGHTS: Rights = {
  camera_coverage_day: {
    rebuiltFrom: 'cameras',
    insert: true,
    update: COVERAGE_FIGURES,
    delete: true,
    reader: { columns: ['unit_code', 'day', ...COVERAGE_FIGURES] },
  },
};

/** Each day has the figures of its end: added up over days, they say only how much differs. */
export const COMPARED_COVERAGE: CounterTable = {
  name: 'camera_coverage_day',
  keys: ['unit_code', 'day'],
  counts: ['strength', 'equipped', 'in_stock', 'in_repair'],
};

/** The figures of a unit from an instant on. */
export interface CoverageChange {
  readonly unitCode: string;
  readonly day: Day;
  readonly oblastCode: string;
  readonly strength: number;
  readonly equipped: number;
  readonly inStock: number;
  readonly inRepair: number;
  readonly changedAt: Date;
}

/** Of several changes of a unit on one day, the latest counts, in whichever order they come. */
export function saveCoverage(changes: readonly CoverageChange[]): Step {
  const inOrder = changes.toSorted((one, other) => one.changedAt.getTime() - other.changedAt.getTime());
  // One statement cannot write a row twice.
  const latest = [...new Map(inOrder.map((change) => [`${change.unitCode} ${change.day}`, change])).values()];
  return {
    statement: SAVE,
    values: [
      latest.map(({ unitCode }) => unitCode),
      latest.map(({ day }) => day),
      latest.map(({ oblastCode }) => oblastCode),
      latest.map(({ strength }) => strength),
      latest.map(({ equipped }) => equipped),
      latest.map(({ inStock }) => inStock),
      latest.map(({ inRepair }) => inRepair),
      latest.map(({ changedAt }) => changedAt),
    ],
  };
}

const SAVE = prepared(`
  insert into camera_coverage_day as stored (unit_code, day, ${COVERAGE_FIGURES.join(', ')})
  select * from unnest($1::text[], $2::date[], $3::text[], $4::int[], $5::int[], $6::int[], $7::int[], $8::timestamptz[])
  on conflict (unit_code, day) do update set ${COVERAGE_FIGURES.map((column) => `${column} = excluded.${column}`).join(', ')}
  where excluded.changed_at >= stored.changed_at`);

export interface CoverageQuery {
  readonly from: Day;
  readonly to: Day;
  /** Empty for the country. */
  readonly oblastCode: string;
  readonly byOblast: boolean;
  /** Later days have no cells. */
  readonly today: Day;
  /** As known at the end of this day; undefined: as known now. */
  readonly knownOn: Day | undefined;
}

export interface CoverageCell {
  readonly day: Day;
  /** Only in a query by oblast. */
  readonly oblastCode: string;
  readonly units: number;
  readonly strength: number;
  readonly equipped: number;
  readonly inStock: number;
  readonly inRepair: number;
}

/** Sums of the units at the end of each day, by day and oblast. */
export async function findCoverage(
  database: Database,
  { from, to, oblastCode, byOblast, today, knownOn = today }: CoverageQuery,
): Promise<CoverageCell[]> {
  const cells = knownOn < today ? KNOWN_CELLS : CELLS;
  return rows<CoverageCell>(database.em.fork(), cells, [from, to, oblastCode, byOblast, knownOn]);
}

// Nothing is known of the days after $5.
const cellsFrom = (coverage: string) =>
  prepared(`
  select each_day::date::text as day, case when $4 then oblast_code else '' end as "oblastCode",
    count(*)::int as units, sum(strength)::int as strength, sum(equipped)::int as equipped,
    sum(in_stock)::int as "inStock", sum(in_repair)::int as "inRepair"
  from generate_series($1::date, least($2::date, $5::date), '1 day') each_day
  cross join ${coverage}
  where ($3 = '' or oblast_code = $3)
  group by 1, 2 order by 1, 2`);

const CELLS = cellsFrom(coverageUntil('each_day::date'));
const KNOWN_CELLS = cellsFrom(coverageUntil('each_day::date', '$5'));
