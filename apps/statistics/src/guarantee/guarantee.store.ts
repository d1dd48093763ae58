import { prepared, rows, unnested, type EntityManager, type Rights, type Step } from '@safe-community/database';
import type { Day } from '../calendar/module.ts';
import type { GuaranteeDay, GuaranteeMetric } from './guarantee-day.ts';

export const GUARANTEE_TABLES: readonly string[] = [
  // The figures of days as they were known on each day.
  `create table guarantee_day (
     metric text not null,
     -- of questions, the day of receipt; of hromadas, the first day on which it holds
     day date not null,
     oblast_code text not null,
     -- the day on which the registry recorded the event
     known_on date not null,
     kept int not null,
     broken int not null,
     pending int not null,
     without_rule int not null,
     measured_at timestamptz not null,
     primary key (metric, day, oblast_code, known_on)
   )`,
  // Of hromadas. Needed by sumGuarantee (guarantee.store.ts).
  'create index guarantee_day_of_oblast on guarantee_day (metric, oblast_code, day)',
];

const KEY = ['metric', 'day', 'oblast_code', 'known_on'];
const CHANGING = ['kept', 'broken', 'pending', 'without_rule', 'measured_at'];

export const GUARANTEE_RIGHTS: Rights = {
  guarantee_day: {
    rebuiltFrom: 'officers',
    insert: true,
    update: CHANGING,
    delete: true,
    reader: { columns: [...KEY, ...CHANGING] },
  },
};

/** Of several figures of a day of knowledge, the one that was measured last counts, in whichever order they come. */
export function saveGuarantee(days: readonly GuaranteeDay[]): Step {
  const inOrder = days.toSorted((one, other) => one.measuredAt.getTime() - other.measuredAt.getTime());
  // One statement cannot write a row twice.
  const latest = new Map(inOrder.map((each) => [keyOf(each), each]));
  return { statement: SAVE, values: DAYS.valuesOf([...latest.values()]) };
}

function keyOf({ metric, day, oblastCode, knownOn }: GuaranteeDay): string {
  return [metric, day, oblastCode, knownOn].join(' ');
}

const DAYS = unnested<GuaranteeDay>([
  ['metric', 'text', ({ metric }) => metric],
  ['day', 'text', ({ day }) => day],
  ['oblast_code', 'text', ({ oblastCode }) => oblastCode],
  ['known_on', 'text', ({ knownOn }) => knownOn],
  ['kept', 'integer', ({ kept }) => kept],
  ['broken', 'integer', ({ broken }) => broken],
  ['pending', 'integer', ({ pending }) => pending],
  ['without_rule', 'integer', ({ withoutRule }) => withoutRule],
  ['measured_at', 'timestamptz', ({ measuredAt }) => measuredAt],
]);

const SAVE = prepared(`
  insert into guarantee_day as stored (${KEY.join(', ')}, ${CHANGING.join(', ')})
  select metric, day::date, oblast_code, known_on::date, ${CHANGING.join(', ')}
  from ${DAYS.source} as new (${DAYS.names})
  on conflict (${KEY.join(', ')}) do update set ${CHANGING.map((column) => `${column} = excluded.${column}`).join(', ')}
  where excluded.measured_at >= stored.measured_at`);

/** How many promises of an oblast were kept, of those that are kept or broken. */
interface GuaranteeSum {
  /** The first of the days that were asked for. */
  readonly from: Day;
  readonly oblastCode: string;
  readonly part: number;
  readonly whole: number;
}

/**
 * The sums of each range of days, by oblast: questions that came in, and reports that were due, on these days; hromadas at the end of the last day.
 *
 * @param knownOn as known at the end of this day; undefined: as known now.
 */
export function sumGuarantee(
  tx: EntityManager,
  metric: GuaranteeMetric,
  ranges: readonly { readonly from: Day; readonly to: Day }[],
  knownOn?: Day,
): Promise<GuaranteeSum[]> {
  const values = [ranges.map(({ from }) => from), ranges.map(({ to }) => to), metric, knownOn ?? null];
  const isOfDays = metric === 'answered_in_time' || metric === 'reported_in_time';
  return rows<GuaranteeSum>(tx, isOfDays ? DAYS_OF_RANGE : HROMADAS, values);
}

const RANGES = 'unnest($1::date[], $2::date[]) as range (first, last)';
const KNOWN = 'metric = $3 and ($4::date is null or known_on <= $4::date)';

const DAYS_OF_RANGE = prepared(`
  select first::text as "from", oblast_code as "oblastCode", sum(kept)::float8 as part,
    sum(kept + broken)::float8 as whole
  from ${RANGES} cross join lateral (
    select distinct on (day, oblast_code) * from guarantee_day
    where ${KNOWN} and day between first and last
    order by day, oblast_code, measured_at desc, known_on desc
  ) as known
  group by first, oblast_code order by first, oblast_code`);

const HROMADAS = prepared(`
  select first::text as "from", oblast_code as "oblastCode", kept::float8 as part,
    (kept + broken)::float8 as whole
  from ${RANGES}
  cross join (select distinct oblast_code from guarantee_day where metric = $3) as place
  cross join lateral (
    select kept, broken from guarantee_day stored
    where ${KNOWN} and day <= last and stored.oblast_code = place.oblast_code
    order by day desc, measured_at desc, known_on desc limit 1
  ) as known
  order by first, oblast_code`);
