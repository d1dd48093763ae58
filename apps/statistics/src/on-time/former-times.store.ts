import { prepared, type Rights, type Step } from '@safe-community/database';
import type { Goal } from './on-time.ts';

/** Of an arrival or a repair, and of the table of both. */
export const TIMED_KEY = ['incident_id', 'service', 'target_class', 'area', 'clock'];

export const FORMER_TABLES: readonly string[] = [
  // What counted until a better time became known on a later day: an earlier arrival, a later repair.
  `create table target_former (
     goal text not null,
     incident_id uuid not null,
     service text not null,
     target_class text not null,
     area text not null,
     clock text not null,
     known_on date not null,
     milliseconds bigint not null,
     primary key (incident_id, goal, service, target_class, area, clock, known_on)
   )`,
  // By day of knowledge; withdrawn_incident has the sum.
  `create table withdrawn_incident_day (
     incident_id uuid not null,
     known_on date not null,
     times integer not null,
     primary key (incident_id, known_on)
   )`,
];

export const FORMER_RIGHTS: Rights = {
  target_former: {
    rebuiltFrom: 'incidents',
    insert: true,
    update: ['milliseconds'],
    delete: true,
    reader: { columns: ['goal', ...TIMED_KEY.slice(1), 'known_on', 'milliseconds'] },
  },
  withdrawn_incident_day: { rebuiltFrom: 'incidents', insert: true, update: ['times'], delete: true },
};

/** How the times of a goal are compared: of arrivals the least counts, of repairs the greatest. */
export const COUNTING: Readonly<
  Record<Goal, { readonly table: string; readonly isBetter: string; readonly best: string }>
> = {
  arrival: { table: 'target_arrival', isBetter: '<', best: 'least' },
  repair: { table: 'target_repair', isBetter: '>', best: 'greatest' },
};

/** Before times are saved: keeps of each the one that will not count any more, if it was known before the other. */
export function keepFormer(goal: Goal, columns: FormerColumns): Step {
  return { statement: KEEP[goal], values: [...columns] };
}

/** Incident, service, class, area, clock, day of knowledge, and milliseconds of each time. */
export type FormerColumns = readonly [unknown[], unknown[], unknown[], unknown[], unknown[], unknown[], unknown[]];

const KEEP = { arrival: keeping('arrival'), repair: keeping('repair') };

function keeping(goal: Goal) {
  const { table, isBetter, best } = COUNTING[goal];
  const key = TIMED_KEY.join(', ');
  return prepared(`
    insert into target_former as kept (goal, ${key}, known_on, milliseconds)
    select '${goal}', ${key}, case when is_better then stored_on else new_on end,
      case when is_better then stored_milliseconds else new_milliseconds end
    from (
      select ${key}, new_on, new_milliseconds, known_on as stored_on, milliseconds as stored_milliseconds,
        new_milliseconds ${isBetter} milliseconds as is_better
      from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::date[], $7::bigint[])
        as new (${key}, new_on, new_milliseconds)
      join ${table} using (${key})
    ) as both_times
    where new_milliseconds <> stored_milliseconds and case when is_better then stored_on < new_on else new_on < stored_on end
    on conflict (incident_id, goal, service, target_class, area, clock, known_on)
    do update set milliseconds = ${best}(kept.milliseconds, excluded.milliseconds)`);
}

/** The time of a row `done` of a goal as known at the end of a day, a parameter that may be null; null if none was known. */
export function timeKnownOn(goal: Goal, knownOn: string): string {
  const { best } = COUNTING[goal];
  const same = TIMED_KEY.map((column) => `former.${column} = done.${column}`).join(' and ');
  return `case
    when ${knownOn}::date is null or done.known_on <= ${knownOn}::date then done.milliseconds
    else (
      select ${best === 'least' ? 'min' : 'max'}(former.milliseconds) from target_former former
      where former.goal = '${goal}' and ${same} and former.known_on <= ${knownOn}::date)
  end`;
}

interface Withdrawal {
  readonly incidentId: string;
  readonly knownOn: string;
}

/** An incident that was withdrawn more often than restored does not count: a sum, so that the order does not matter. */
export function addWithdrawals(withdrawals: readonly Withdrawal[], by: 1 | -1): Step[] {
  const [times, days] = [new Map<string, number>(), new Map<string, Withdrawal & { readonly times: number }>()];
  for (const withdrawal of withdrawals) {
    const { incidentId, knownOn } = withdrawal;
    const key = `${incidentId} ${knownOn}`;
    times.set(incidentId, (times.get(incidentId) ?? 0) + by);
    days.set(key, { ...withdrawal, times: (days.get(key)?.times ?? 0) + by });
  }
  const byDay = [...days.values()];
  const ofDays = [
    byDay.map((each) => each.incidentId),
    byDay.map((each) => each.knownOn),
    byDay.map((each) => each.times),
  ];
  return [
    { statement: WITHDRAW, values: [[...times.keys()], [...times.values()]] },
    { statement: WITHDRAW_ON, values: ofDays },
  ];
}

const WITHDRAW = prepared(`
  insert into withdrawn_incident (incident_id, times) select * from unnest($1::uuid[], $2::int[])
  on conflict (incident_id) do update set times = withdrawn_incident.times + excluded.times`);

const WITHDRAW_ON = prepared(`
  insert into withdrawn_incident_day as stored (incident_id, known_on, times)
  select * from unnest($1::uuid[], $2::date[], $3::int[])
  on conflict (incident_id, known_on) do update set times = stored.times + excluded.times`);

/** Whether a row `done` is of an incident that was withdrawn, as known at the end of a day: a parameter, which may be null. */
export function isWithdrawnBy(knownOn: string): string {
  return `exists (
    select from withdrawn_incident withdrawn
    where withdrawn.incident_id = done.incident_id and times > case when ${knownOn}::date is null then 0 else coalesce((
      select sum(later.times) from withdrawn_incident_day later
      where later.incident_id = withdrawn.incident_id and later.known_on > ${knownOn}::date), 0) end)`;
}
