import { prepared, rows, unnested, type EntityManager, type Rights, type Step } from '@safe-community/database';
import type { Day } from '../calendar/module.ts';
import type { TrustWave } from './trust-wave.ts';

export const TRUST_TABLES: readonly string[] = [
  // The figures of waves as they were known on each day.
  `create table trust_wave (
     wave text not null,
     -- empty for the country
     oblast_code text not null,
     -- the day on which the registry recorded the event
     known_on date not null,
     -- the last day of fieldwork; null if all surveys were withdrawn
     day date,
     sample_size int not null,
     effective_sample_size double precision not null,
     -- 0 to 1, with its interval; null if it is hidden
     share double precision,
     low double precision,
     high double precision,
     measured_at timestamptz not null,
     primary key (wave, oblast_code, known_on),
     check (num_nulls(share, low, high) in (0, 3))
   )`,
];

const KEY = ['wave', 'oblast_code', 'known_on'];
const CHANGING = ['day', 'sample_size', 'effective_sample_size', 'share', 'low', 'high', 'measured_at'];

export const TRUST_RIGHTS: Rights = {
  trust_wave: {
    rebuiltFrom: 'officers',
    insert: true,
    update: CHANGING,
    delete: true,
    reader: { columns: [...KEY, ...CHANGING] },
  },
};

/** Of several figures of a day of knowledge, the one that was measured last counts, in whichever order they come. */
export function saveTrust(waves: readonly TrustWave[]): Step {
  const inOrder = waves.toSorted((one, other) => one.measuredAt.getTime() - other.measuredAt.getTime());
  // One statement cannot write a row twice.
  const latest = new Map(inOrder.map((each) => [`${each.wave} ${each.oblastCode} ${each.knownOn}`, each]));
  return { statement: SAVE, values: WAVES.valuesOf([...latest.values()]) };
}

const WAVES = unnested<TrustWave>([
  ['wave', 'text', ({ wave }) => wave],
  ['oblast_code', 'text', ({ oblastCode }) => oblastCode],
  ['known_on', 'text', ({ knownOn }) => knownOn],
  ['day', 'text', ({ day }) => day ?? null],
  ['sample_size', 'integer', ({ sampleSize }) => sampleSize],
  ['effective_sample_size', 'double precision', ({ effectiveSampleSize }) => effectiveSampleSize],
  ['share', 'double precision', ({ share }) => share?.value ?? null],
  ['low', 'double precision', ({ share }) => share?.low ?? null],
  ['high', 'double precision', ({ share }) => share?.high ?? null],
  ['measured_at', 'timestamptz', ({ measuredAt }) => measuredAt],
]);

const SAVE = prepared(`
  insert into trust_wave as stored (${KEY.join(', ')}, ${CHANGING.join(', ')})
  select wave, oblast_code, known_on::date, day::date, ${CHANGING.slice(1).join(', ')}
  from ${WAVES.source} as new (${WAVES.names})
  on conflict (${KEY.join(', ')}) do update set ${CHANGING.map((column) => `${column} = excluded.${column}`).join(', ')}
  where excluded.measured_at >= stored.measured_at`);

/** The share of a wave that may be shown. */
export interface ShownTrust {
  /** The first of the days that were asked for. */
  readonly from: Day;
  readonly oblastCode: string;
  readonly sampleSize: number;
  readonly effectiveSampleSize: number;
  /** 0 to 1. */
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/**
 * Of each range of days and place, the last wave whose fieldwork ended in it, unless its share is hidden: an earlier one
 * would pass for the current one.
 *
 * @param knownOn as known at the end of this day; undefined: as known now.
 */
export function readTrust(
  tx: EntityManager,
  ranges: readonly { readonly from: Day; readonly to: Day }[],
  knownOn?: Day,
): Promise<ShownTrust[]> {
  return rows<ShownTrust>(tx, SHOWN, [ranges.map(({ from }) => from), ranges.map(({ to }) => to), knownOn ?? null]);
}

const SHOWN = prepared(`
  with known as (
    select distinct on (wave, oblast_code) * from trust_wave
    where $3::date is null or known_on <= $3::date
    order by wave, oblast_code, measured_at desc, known_on desc
  ), last_wave as (
    select distinct on (first, oblast_code) first, known.*
    from unnest($1::date[], $2::date[]) as range (first, last) join known on day between first and last
    order by first, oblast_code, day desc, measured_at desc, wave
  )
  select first::text as "from", oblast_code as "oblastCode", sample_size as "sampleSize",
    effective_sample_size as "effectiveSampleSize", share as value, low, high
  from last_wave where share is not null order by first, oblast_code`);
