import { prepared, rows, type Database, type Rights, type Step } from '@safe-community/database';
import type { Part } from '../territory/module.ts';
import { EXPECTED_TARGET, TARGET_COLUMNS } from './expected-targets.store.ts';
import {
  COUNTING,
  keepFormer,
  TIMED_KEY,
  timeKnownOn,
  isWithdrawnBy,
  type FormerColumns,
} from './former-times.store.ts';
import type { Goal, Target, TargetCount, Timed } from './on-time.ts';

export const ON_TIME_TABLES: readonly string[] = [
  // The first arrival of a service at an incident: of several responders, only one counts.
  `create table target_arrival (
     incident_id uuid not null,
     service text not null,
     target_class text not null,
     area text not null,
     clock text not null,
     own_promise boolean not null,
     valid_from text not null,
     minutes integer not null,
     allowed_percent integer,
     status text not null,
     confirmed boolean not null,
     day date not null,
     hromada_code text not null,
     oblast_code text not null,
     -- the day on which intake recorded what counts
     known_on date not null,
     milliseconds bigint not null,
     primary key (incident_id, service, target_class, area, clock)
   )`,
  // Needed by countResults (on-time.store.ts).
  'create index target_arrival_by_day on target_arrival (day)',
  // False calls and duplicates; 0 when they are restored.
  'create table withdrawn_incident (incident_id uuid primary key, times integer not null)',
  // The last repair of an incident: one that was reopened was not repaired before. With the key and the index of arrivals.
  'create table target_repair (like target_arrival including all)',
];

const RIGHTS_OF_TARGETS: Rights[string] = {
  rebuiltFrom: 'incidents',
  insert: true,
  update: ['milliseconds', 'known_on'],
  delete: true,
  reader: { columns: [...TARGET_COLUMNS, 'day', 'hromada_code', 'oblast_code', 'milliseconds'] },
};

export const ON_TIME_RIGHTS: Rights = {
  target_arrival: RIGHTS_OF_TARGETS,
  target_repair: RIGHTS_OF_TARGETS,
  withdrawn_incident: { rebuiltFrom: 'incidents', insert: true, update: ['times'], delete: true },
};

/** The first arrival at an incident, or its last repair, counts; what counted before stays known. Nothing for none. */
export function saveTimed(goal: Goal, timed: readonly Timed[]): Step[] {
  return roundsOf(goal, timed).flatMap((round) => {
    const { incidentId, knownOn, milliseconds, target, others } = columnsOf(round);
    return [
      keepFormer(goal, [incidentId, ...target.slice(0, 4), knownOn, milliseconds] as unknown as FormerColumns),
      { statement: SAVE[goal], values: [...target, incidentId, ...others, knownOn, milliseconds] },
    ];
  });
}

/** One statement cannot write a row twice: the times of one key that became known on different days come one by one. */
function roundsOf(goal: Goal, timed: readonly Timed[]): Timed[][] {
  const counting = new Map<string, Timed>();
  for (const one of timed) {
    const key = `${keyOf(one)} ${one.knownOn}`;
    const known = counting.get(key)?.milliseconds ?? one.milliseconds;
    const isFurther = goal === 'arrival' ? one.milliseconds < known : one.milliseconds > known;
    if (isFurther || !counting.has(key)) counting.set(key, one);
  }
  const rounds: Timed[][] = [];
  for (const times of Map.groupBy(counting.values(), keyOf).values()) {
    for (const [index, one] of times.entries()) (rounds[index] ??= []).push(one);
  }
  return rounds;
}

function keyOf({ incidentId, target: { service, targetClass, area, clock } }: Timed): string {
  return [incidentId, service, targetClass, area, clock].join(' ');
}

function columnsOf(saved: readonly Timed[]) {
  const targets = saved.map(({ target }) => target);
  return {
    incidentId: saved.map(({ incidentId }) => incidentId),
    knownOn: saved.map(({ knownOn }) => knownOn),
    milliseconds: saved.map(({ milliseconds }) => milliseconds),
    target: [
      targets.map(({ service }) => service),
      targets.map(({ targetClass }) => targetClass),
      targets.map(({ area }) => area),
      targets.map(({ clock }) => clock),
      targets.map(({ ownPromise }) => ownPromise),
      targets.map(({ validFrom }) => validFrom),
      targets.map(({ minutes }) => minutes),
      targets.map(({ allowedExceedancePercent = null }) => allowedExceedancePercent),
      targets.map(({ status }) => status),
      targets.map(({ confirmed }) => confirmed),
    ],
    others: [
      saved.map(({ day }) => day),
      saved.map(({ hromadaCode }) => hromadaCode),
      saved.map(({ oblastCode }) => oblastCode),
    ],
  };
}

const SAVE: Readonly<Record<Goal, Step['statement']>> = { arrival: saving('arrival'), repair: saving('repair') };

function saving(goal: Goal) {
  const { table, isBetter } = COUNTING[goal];
  return prepared(`
    insert into ${table} as stored (${TARGET_COLUMNS.join(', ')},
      incident_id, day, hromada_code, oblast_code, known_on, milliseconds)
    select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::boolean[], $6::text[], $7::int[], $8::int[],
      $9::text[], $10::boolean[], $11::uuid[], $12::date[], $13::text[], $14::text[], $15::date[], $16::bigint[])
    on conflict (${TIMED_KEY.join(', ')}) do update
      set milliseconds = excluded.milliseconds, known_on = excluded.known_on
    where excluded.milliseconds ${isBetter} stored.milliseconds or (
      excluded.milliseconds = stored.milliseconds and excluded.known_on < stored.known_on)`);
}

export interface OnTimeFilter {
  readonly firstDay: string;
  readonly lastDay: string;
  /** Of hromadas, or of oblasts; undefined for the country. */
  readonly parts: readonly Part[] | undefined;
  readonly isByOblast: boolean;
  /** Undefined for both. */
  readonly goal: Goal | undefined;
  readonly now: Date;
  /** As known at the end of this day; undefined: as known now. */
  readonly knownOn: string | undefined;
}

/** The arrivals and repairs of each target, by goal, service, class, area, and first day. */
export async function countResults(database: Database, filter: OnTimeFilter): Promise<TargetCount[]> {
  const { firstDay, lastDay, parts, isByOblast, goal, now, knownOn } = filter;
  const all = parts ?? [];
  const found = await rows<CountRow>(database.em.fork(), COUNT, [
    firstDay,
    lastDay,
    parts === undefined,
    isByOblast,
    all.map(({ code }) => code),
    all.map(({ first }) => first ?? '-infinity'),
    all.map(({ last }) => last ?? 'infinity'),
    goal ?? null,
    now,
    knownOn ?? null,
  ]);
  return found.map(({ arrivals, onTime, unreached, medianMs, p90Ms, allowedExceedancePercent, ...target }) => ({
    target: { ...target, allowedExceedancePercent: allowedExceedancePercent ?? undefined },
    arrivals,
    onTime,
    unreached: unreached ?? undefined,
    medianMs,
    p90Ms,
  }));
}

interface CountRow extends Omit<Target, 'allowedExceedancePercent'>, Omit<TargetCount, 'target' | 'unreached'> {
  readonly allowedExceedancePercent: number | null;
  readonly unreached: number | null;
}

const OF_TARGET = ['goal', ...TARGET_COLUMNS].join(', ');
const WANTED = `
  day between $1::date and least($2::date, $10::date)
    and ($3::boolean or exists (
      select from unnest($5::text[], $6::date[], $7::date[]) as part (code, first_day, last_day)
      where code = case when $4::boolean then oblast_code else hromada_code end and day between first_day and last_day))
    and ($8::text is null or goal = $8::text)`;

function doneOf(goal: Goal): string {
  return `
      select '${goal}' as goal, incident_id, ${TARGET_COLUMNS.join(', ')}, day, hromada_code, oblast_code,
        ${timeKnownOn(goal, '$10')} as milliseconds
      from ${COUNTING[goal].table} done`;
}

// A day counts among the unreached ones once its last incident is older than the minutes of the target. A day with more
// arrivals than reports has reports of an earlier version, which named no targets: then the number is not known.
const COUNT = prepared(`
  with timed as (
    select ${OF_TARGET}, day, milliseconds
    from (
      ${doneOf('arrival')}
      union all
      ${doneOf('repair')}
    ) as done
    where ${WANTED} and milliseconds is not null
      and not ${isWithdrawnBy('$10')}
  ),
  expected as (
    select ${EXPECTED_TARGET}, day, incidents from target_expected where ${WANTED}
    union all
    select ${EXPECTED_TARGET}, day, -incidents from target_expected_revision where ${WANTED} and known_on > $10::date
  ),
  daily as (
    select ${OF_TARGET}, sum(incidents) as unreached
    from (
      select ${OF_TARGET}, day, incidents from expected
      union all
      select ${OF_TARGET}, day, -1 from timed
    ) as counted
    where day + 1 + make_interval(mins => minutes) 
      <= least($9::timestamptz at time zone 'Europe/Kyiv', ($10::date + 1)::timestamp)
    group by ${OF_TARGET}, day
  )
  select goal, service, target_class as "targetClass", area, clock, own_promise as "ownPromise",
    valid_from as "validFrom", minutes, allowed_percent as "allowedExceedancePercent", status, confirmed,
    sum(arrivals)::int as arrivals, sum(on_time)::int as "onTime", max(unreached)::int as unreached,
    coalesce(max(median_ms), 0) as "medianMs", coalesce(max(p90_ms), 0) as "p90Ms"
  from (
    select ${OF_TARGET}, count(*) as arrivals, count(*) filter (where milliseconds <= minutes * 60000::bigint) as on_time,
      null::numeric as unreached, percentile_cont(0.5) within group (order by milliseconds) as median_ms,
      percentile_cont(0.9) within group (order by milliseconds) as p90_ms
    from timed group by ${OF_TARGET}
    union all
    select ${OF_TARGET}, 0, 0, case when min(unreached) >= 0 then sum(unreached) end, null, null
    from daily group by ${OF_TARGET}
  ) as results
  group by ${OF_TARGET} having sum(arrivals) > 0 or max(unreached) > 0
  order by goal, service, target_class, area, valid_from, minutes`);
