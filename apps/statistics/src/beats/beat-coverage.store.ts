import { prepared, rows, type EntityManager, type Rights, type Step } from '@safe-community/database';
import type { Day } from '@safe-community/domain-kit';
import { withCityDistricts } from '@safe-community/territory';
import { coveredUnits, type CoverageChange, type CoveredUnit } from './beat-coverage.ts';

export const COVERAGE_TABLES: readonly string[] = [
  // What beats cover, from a time on.
  `create table beat_coverage (
     beat_id uuid not null,
     since timestamptz not null,
     hromada_code text not null,
     -- none if the beat was retired
     unit_codes text[] not null,
     -- the day on which the registry recorded it
     known_on date not null,
     primary key (beat_id, since)
   )`,
  // Needed by readCoveredUnits (beat-coverage.store.ts).
  'create index beat_coverage_of_hromada on beat_coverage (hromada_code)',
  // What was known until another record of the same instant replaced it on a later day.
  `create table beat_coverage_former (
     beat_id uuid not null,
     since timestamptz not null,
     known_on date not null,
     hromada_code text not null,
     unit_codes text[] not null,
     primary key (beat_id, since, known_on)
   )`,
  // Needed by readCoveredUnits (beat-coverage.store.ts).
  'create index beat_coverage_former_of_hromada on beat_coverage_former (hromada_code)',
];

export const COVERAGE_RIGHTS: Rights = {
  beat_coverage: {
    rebuiltFrom: 'officers',
    insert: true,
    update: ['hromada_code', 'unit_codes', 'known_on'],
    delete: true,
    reader: { columns: ['beat_id', 'since', 'hromada_code', 'unit_codes', 'known_on'] },
  },
  beat_coverage_former: {
    rebuiltFrom: 'officers',
    insert: true,
    update: ['hromada_code', 'unit_codes'],
    delete: true,
    reader: { columns: ['beat_id', 'since', 'known_on', 'hromada_code', 'unit_codes'] },
  },
};

/** From a time on, a beat covers these units. */
export interface BeatCoverage extends Omit<CoverageChange, 'day'> {
  readonly since: Date;
  readonly knownOn: Day;
}

/** Of two changes of a beat at one instant, the last counts from its day of knowledge on. Nothing for no changes. */
export function saveCoverage(changes: readonly BeatCoverage[]): Step[] {
  const ofInstants = Map.groupBy(changes, ({ beatId, since }) => `${beatId} ${since.getTime()}`);
  const most = Math.max(0, ...[...ofInstants.values()].map(({ length }) => length));
  // One statement cannot write a row twice: first all first ones, then all second ones.
  return Array.from({ length: most }, (_, turn) => [...ofInstants.values()].flatMap((each) => each[turn] ?? [])).map(
    (turn) => ({ statement: SAVE, values: valuesOf(turn) }),
  );
}

function valuesOf(changes: readonly BeatCoverage[]) {
  return [
    changes.map(({ beatId }) => beatId),
    changes.map(({ since }) => since),
    changes.map(({ hromadaCode }) => hromadaCode),
    // An array of arrays would have to have parts of one length.
    changes.map(({ unitCodes }) => unitCodes.join(' ')),
    changes.map(({ knownOn }) => knownOn),
  ];
}

const SAVE = prepared(`
  with change as (
    select beat_id, since, hromada_code, string_to_array(unit_codes, ' ') as unit_codes, known_on
    from unnest($1::uuid[], $2::timestamptz[], $3::text[], $4::text[], $5::date[])
      as change (beat_id, since, hromada_code, unit_codes, known_on)
  ), former as (
    insert into beat_coverage_former (beat_id, since, known_on, hromada_code, unit_codes)
    select stored.beat_id, stored.since, stored.known_on, stored.hromada_code, stored.unit_codes
    from beat_coverage stored join change using (beat_id, since)
    where (stored.hromada_code, stored.unit_codes) <> (change.hromada_code, change.unit_codes)
      and stored.known_on < change.known_on
    on conflict (beat_id, since, known_on) do update
      set hromada_code = excluded.hromada_code, unit_codes = excluded.unit_codes
  )
  insert into beat_coverage as stored (beat_id, since, hromada_code, unit_codes, known_on)
  select beat_id, since, hromada_code, unit_codes, known_on from change
  on conflict (beat_id, since) do update set hromada_code = excluded.hromada_code, unit_codes = excluded.unit_codes,
    known_on = case
      when (stored.hromada_code, stored.unit_codes) = (excluded.hromada_code, excluded.unit_codes)
        then least(stored.known_on, excluded.known_on)
      else excluded.known_on
    end`);

/**
 * Which beats cover the units of hromadas, day by day.
 *
 * @param knownOn without changes that were recorded after this day; undefined: as known now.
 */
export async function readCoveredUnits(
  tx: EntityManager,
  hromadaCodes: readonly string[],
  knownOn?: Day,
): Promise<CoveredUnit[]> {
  return coveredUnits(await rows<CoverageChange>(tx, CHANGES, [hromadaCodes, knownOn ?? null]), withCityDistricts);
}

// Of the records of an instant, the last one that is known; known now are those of beat_coverage.
const CHANGES = prepared(`
  select beat_id as "beatId", hromada_code as "hromadaCode", unit_codes as "unitCodes",
    (since at time zone 'Europe/Kyiv')::date::text as day
  from (
    select distinct on (since, beat_id) *
    from (
      select beat_id, since, hromada_code, unit_codes, known_on from beat_coverage
      where hromada_code = any($1::text[])
      union all
      select beat_id, since, hromada_code, unit_codes, known_on from beat_coverage_former
      where hromada_code = any($1::text[]) and $2::date is not null
    ) recorded
    where $2::date is null or known_on <= $2::date
    order by since, beat_id, known_on desc
  ) known
  order by since`);

/** The beats of hromadas, also former ones. */
export async function beatsOf(tx: EntityManager, hromadaCodes: readonly string[]): Promise<ReadonlySet<string>> {
  const found = await rows<{ beatId: string }>(tx, BEATS, [hromadaCodes]);
  return new Set(found.map(({ beatId }) => beatId));
}

const BEATS = prepared(`
  select distinct beat_id as "beatId" from beat_coverage where hromada_code = any($1::text[])`);
