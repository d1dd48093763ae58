import { rows, type EntityManager, type Rights } from '@safe-community/database';
import type { Day } from '@safe-community/domain-kit';
import { PATROL_OFFICER_ROWS, PATROL_UNIT_ROWS, toUnit, type PatrolUnit, type UnitRow } from '../strength/module.ts';
import { CAMERA_ROWS } from '../cameras/module.ts';
import type { Coverage, UnitCoverage } from './coverage.ts';

export const COVERAGE_TABLES: readonly string[] = [
  // The figures at the end of a day of Kyiv time; a day without a change has no row.
  `create table unit_coverage (
     unit_code text not null references patrol_unit (code),
     day date not null,
     strength int not null,
     equipped int not null,
     in_stock int not null,
     in_repair int not null,
     primary key (unit_code, day)
   )`,
];

export const COVERAGE_RIGHTS: Rights = {
  unit_coverage: {
    insert: true,
    // All columns, because locking a table requires the right to update the whole table.
    update: true,
    reader: { columns: ['unit_code', 'day', 'strength', 'equipped', 'in_stock', 'in_repair'] },
  },
};

/** What other modules may join. */
export const COVERAGE_ROWS = '(select unit_code, day, strength, equipped from unit_coverage)';

interface Figures {
  readonly strength: number;
  readonly equipped: number;
  readonly in_stock: number;
  readonly in_repair: number;
}

/** Every unit of the oblast, or of the country if the code is empty. */
export async function coverageByUnit(em: EntityManager, oblastCode: string): Promise<UnitCoverage<PatrolUnit>[]> {
  return (await rows<UnitRow & Figures>(em, BY_UNIT, [oblastCode])).map(toUnitCoverage);
}

// One statement, so that all figures are of the same moment. patrol_officer contains only patrol officers.
const BY_UNIT = `
  with unit as (
    select * from ${PATROL_UNIT_ROWS} patrol_unit where $1 = '' or oblast_code = $1
  ), strength as (
    select officer.unit_code as code, count(*) as strength, count(camera.camera_id) as equipped
    from ${PATROL_OFFICER_ROWS} officer
    left join ${CAMERA_ROWS} camera on camera.holder_id = officer.officer_id and camera.state = 'issued'
    where officer.state = 'active' and officer.unit_code in (select code from unit)
    group by officer.unit_code
  ), stock as (
    select unit_code as code, count(*) as in_stock
    from ${CAMERA_ROWS} camera
    where state = 'in_stock' and unit_code in (select code from unit)
    group by unit_code
  ), repair as (
    select unit_code as code, count(*) as in_repair
    from ${CAMERA_ROWS} camera
    where state = 'in_repair' and unit_code in (select code from unit)
    group by unit_code
  )
  select unit.*, coalesce(strength, 0)::int as strength, coalesce(equipped, 0)::int as equipped,
         coalesce(in_stock, 0)::int as in_stock, coalesce(in_repair, 0)::int as in_repair
  from unit left join strength using (code) left join stock using (code) left join repair using (code)`;

/** Units at the end of a day. */
interface RecordedUnits {
  readonly units: readonly UnitCoverage<PatrolUnit>[];
  /** Units of which nothing is known on that day. */
  readonly unitsWithoutRecord: number;
}

/** The same at the end of a day; of today, so far. */
export async function coverageAsOf(em: EntityManager, oblastCode: string, day: Day): Promise<RecordedUnits> {
  const all = await rows<UnitRow & { readonly [Name in keyof Figures]: number | null }>(em, AS_OF, [oblastCode, day]);
  const recorded = all.filter((row): row is UnitRow & Figures => row.strength !== null);
  return { units: recorded.map(toUnitCoverage), unitsWithoutRecord: all.length - recorded.length };
}

const AS_OF = `
  select unit.*, strength, equipped, in_stock, in_repair
  from ${PATROL_UNIT_ROWS} unit left join lateral (
    select strength, equipped, in_stock, in_repair from unit_coverage
    where unit_code = unit.code and day <= $2 order by day desc limit 1
  ) figures on true
  where $1 = '' or oblast_code = $1`;

/** Keeps replicas from recording the same change twice, until the transaction ends. */
export async function lockRecords(tx: EntityManager): Promise<void> {
  await rows(tx, 'lock table unit_coverage in share row exclusive mode');
}

export async function saveRecords(tx: EntityManager, day: Day, units: readonly UnitCoverage[]): Promise<void> {
  await rows(tx, SAVE, [
    day,
    units.map(({ unit }) => unit.code),
    units.map(({ coverage }) => coverage.strength),
    units.map(({ coverage }) => coverage.equipped),
    units.map(({ inStock }) => inStock),
    units.map(({ inRepair }) => inRepair),
  ]);
}

const SAVE = `
  insert into unit_coverage (unit_code, day, strength, equipped, in_stock, in_repair)
  select code, $1, strength, equipped, in_stock, in_repair
  from unnest($2::text[], $3::int[], $4::int[], $5::int[], $6::int[])
    as new (code, strength, equipped, in_stock, in_repair)
  on conflict (unit_code, day) do update set
    strength = excluded.strength, equipped = excluded.equipped, in_stock = excluded.in_stock,
    in_repair = excluded.in_repair`;

export interface DayCoverage {
  readonly day: Day;
  readonly coverage: Coverage;
  readonly inStock: number;
  /** Units of which nothing is known on that day. */
  readonly unitsWithoutRecord: number;
}

export interface TrendFilter {
  /** Empty: the country. */
  readonly oblastCode: string;
  /** Empty: all. */
  readonly unitCode: string;
  readonly firstDay: Day;
  readonly lastDay: Day;
}

/** The sum of the units at the end of each day, from the first record on. */
export async function coverageTrend(
  em: EntityManager,
  { oblastCode, unitCode, firstDay, lastDay }: TrendFilter,
): Promise<DayCoverage[]> {
  const found = await rows<TrendRow>(em, TREND, [oblastCode, unitCode, firstDay, lastDay]);
  return found.map(({ day, strength, equipped, in_stock, without_record }) => ({
    day,
    coverage: { strength, equipped },
    inStock: in_stock,
    unitsWithoutRecord: without_record,
  }));
}

interface TrendRow extends Omit<Figures, 'in_repair'> {
  readonly day: Day;
  readonly without_record: number;
}

// Each record holds until the next one, so a day sums the records that hold at its end. Of the time before the first day,
// only the newest record of a unit is read, however long the history is.
const TREND = `
  with unit as (
    select code as unit_code from ${PATROL_UNIT_ROWS} patrol_unit where ($1 = '' or oblast_code = $1) and ($2 = '' or code = $2)
  ), known as (
    select before.* from unit cross join lateral (
      select * from unit_coverage record
      where record.unit_code = unit.unit_code and day <= $3::date order by day desc limit 1
    ) before
    union all
    select unit_coverage.* from unit join unit_coverage using (unit_code) where day > $3::date and day <= $4::date
  ), record as (
    select day, strength, equipped, in_stock, lead(day) over (partition by unit_code order by day) as next_day
    from known
  ), change as (
    select greatest(day, $3::date) as day, strength, equipped, in_stock, 1 as records
    from record where next_day is null or next_day > $3::date
    union all
    select next_day, -strength, -equipped, -in_stock, -1
    from record where next_day > $3::date and next_day <= $4::date
  ), day as (
    select day::date from generate_series($3::date, $4::date, '1 day') as day
  ), running as (
    select day, sum(sum(strength)) over past as strength, sum(sum(equipped)) over past as equipped,
      sum(sum(in_stock)) over past as in_stock, sum(sum(records)) over past as records
    from day left join change using (day)
    group by day
    window past as (order by day)
  )
  select day::text, strength::int, equipped::int, in_stock::int,
    ((select count(*) from unit) - records)::int as without_record
  from running where records > 0 order by day`;

function toUnitCoverage(row: UnitRow & Figures): UnitCoverage<PatrolUnit> {
  const { strength, equipped, in_stock, in_repair } = row;
  return { unit: toUnit(row), coverage: { strength, equipped }, inStock: in_stock, inRepair: in_repair };
}
