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
     primary key (beat_id, since)
   )`,
  // Needed by readCoveredUnits (beat-coverage.store.ts).
  'create index beat_coverage_of_hromada on beat_coverage (hromada_code)',
];

/** The day on which the registry recorded it. Null in rows of earlier versions: known on the day from which it holds. */
export const COVERAGE_KNOWN: readonly string[] = ['alter table beat_coverage add column known_on date'];

export const COVERAGE_RIGHTS: Rights = {
  beat_coverage: {
    rebuiltFrom: 'officers',
    insert: true,
    update: ['hromada_code', 'unit_codes', 'known_on'],
    delete: true,
    reader: { columns: ['beat_id', 'since', 'hromada_code', 'unit_codes', 'known_on'] },
  },
};

/** From a time on, a beat covers these units. */
export interface BeatCoverage extends Omit<CoverageChange, 'day'> {
  readonly since: Date;
  readonly knownOn: Day;
}

/** Of two changes of a beat at one instant, the last counts, and the first day of knowledge. Nothing for no changes. */
export function saveCoverage(changes: readonly BeatCoverage[]): Step[] {
  // One statement cannot write a row twice.
  const last = [...new Map(changes.map((each) => [`${each.beatId} ${each.since.getTime()}`, each])).values()];
  if (last.length === 0) return [];
  const values = [
    last.map(({ beatId }) => beatId),
    last.map(({ since }) => since),
    last.map(({ hromadaCode }) => hromadaCode),
    // An array of arrays would have to have parts of one length.
    last.map(({ unitCodes }) => unitCodes.join(' ')),
    last.map(({ knownOn }) => knownOn),
  ];
  return [{ statement: SAVE, values }];
}

const SAVE = prepared(`
  insert into beat_coverage as stored (beat_id, since, hromada_code, unit_codes, known_on)
  select beat_id, since, hromada_code, string_to_array(unit_codes, ' '), known_on
  from unnest($1::uuid[], $2::timestamptz[], $3::text[], $4::text[], $5::date[])
    as change (beat_id, since, hromada_code, unit_codes, known_on)
  on conflict (beat_id, since) do update set hromada_code = excluded.hromada_code, unit_codes = excluded.unit_codes,
    known_on = least(stored.known_on, excluded.known_on)`);

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

const CHANGES = prepared(`
  select beat_id as "beatId", hromada_code as "hromadaCode", unit_codes as "unitCodes",
    (since at time zone 'Europe/Kyiv')::date::text as day
  from beat_coverage
  where hromada_code = any($1::text[])
    and ($2::date is null or coalesce(known_on, (since at time zone 'Europe/Kyiv')::date) <= $2::date)
  order by since`);

/** The beats of hromadas, also former ones. */
export async function beatsOf(tx: EntityManager, hromadaCodes: readonly string[]): Promise<ReadonlySet<string>> {
  const found = await rows<{ beatId: string }>(tx, BEATS, [hromadaCodes]);
  return new Set(found.map(({ beatId }) => beatId));
}

const BEATS = prepared(`
  select distinct beat_id as "beatId" from beat_coverage where hromada_code = any($1::text[])`);
