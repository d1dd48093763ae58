import { hromadas, settlementsOf } from '@safe-community/territory';
import pg from 'pg';

/**
 * Writes into the tables of officer-registry what would take hours through the service. A replica reads it at its start.
 * Officers are named by the beginnings of their service numbers.
 */
export interface RegistryFill {
  /** Every hromada gets a beat as a whole, if it has none, and its other settlements one beat together or one each. */
  beats(settlements: 'together' | 'one each'): Promise<void>;
  /**
   * Vacant beats get these officers as primaries: first hromadas where nobody serves, also occupied ones, then the other
   * whole hromadas.
   */
  primaries(prefixes: readonly string[]): Promise<void>;
  /** Each of these officers has left several beats, and changed state once a year. */
  history(prefixes: readonly string[], years: number): Promise<void>;
  /** Each of these officers is on a beat: first one primary for each beat without one, then deputies. */
  everybody(prefixes: readonly string[]): Promise<void>;
  /** Numbers of rows. */
  counts(): Promise<Record<string, number>>;
  close(): Promise<void>;
}

/** @param url database of officer-registry, as its own role. */
export async function openRegistryFill(url: string): Promise<RegistryFill> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const run = async (statement: string, ...values: unknown[]): Promise<void> =>
    void (await client.query(statement, values));
  return {
    async beats(settlements) {
      const all = hromadas().map(({ code }) => code);
      await run(WHOLE_BEATS, all);
      const places = all.flatMap((code) => settlementsOf(code).map((settlement) => [code, settlement.code] as const));
      await run(
        PART_BEATS,
        places.map(([hromada]) => hromada),
        places.map(([, settlement]) => settlement),
        settlements === 'one each',
      );
      await run('analyze beat, beat_unit');
    },
    primaries: (prefixes) => run(PRIMARIES, patternsOf(prefixes)),
    async history(prefixes, years) {
      for (let era = 0; era < ERAS; era += 1) {
        await run(FORMER_ASSIGNMENTS, patternsOf(prefixes), era, (years * 365) / ERAS);
      }
      for (let year = 1; year <= years; year += 1) await run(STATE_CHANGES, patternsOf(prefixes), year);
      await run('analyze officer, beat_assignment, officer_state_change');
    },
    async everybody(prefixes) {
      await run(PRIMARIES, patternsOf(prefixes));
      await run(DEPUTIES, patternsOf(prefixes));
      await run('analyze beat_assignment');
    },
    async counts() {
      const { rows } = await client.query<Record<string, number>>(COUNTS);
      return rows[0] ?? {};
    },
    close: () => client.end(),
  };
}

function patternsOf(prefixes: readonly string[]): string[] {
  return prefixes.map((prefix) => `${prefix}-%`);
}

/** Beats that an officer had before the present. */
const ERAS = 4;

const WHOLE_BEATS = `
  with new as (
    select code, gen_random_uuid() as id from unnest($1::text[]) code
    where not exists (select from beat where hromada_code = code and is_whole and retired_at is null)
  ), inserted as (
    insert into beat (beat_id, hromada_code, name, is_whole, created_at, version)
    select id, code, code, true, now(), 1 from new
  )
  insert into beat_unit (beat_id, unit_code, valid_from) select id, code, now() from new`;

const PART_BEATS = `
  with uncovered as (
    select hromada, settlement, case when $3 then settlement else hromada end as part
    from unnest($1::text[], $2::text[]) u (hromada, settlement)
    where not exists (select from beat_unit where unit_code = settlement and valid_to is null)
  ), new as (
    select hromada, part, gen_random_uuid() as id from uncovered group by hromada, part
  ), inserted as (
    insert into beat (beat_id, hromada_code, name, is_whole, created_at, version)
    select id, hromada, part, false, now(), 1 from new
  )
  insert into beat_unit (beat_id, unit_code, valid_from)
  select id, settlement, now() from uncovered join new using (hromada, part)`;

const PRIMARIES = `
  with vacant as (
    select beat_id, row_number() over (order by is_whole and not exists (
        select from beat_assignment a where a.beat_id = b.beat_id and (ends_at is null or ends_at > now())
      ) desc, is_whole desc, beat_id) as n
    from beat b
    where retired_at is null and not exists (
      select from beat_assignment a where a.beat_id = b.beat_id and role = 'primary' and ends_at is null
    )
  ), free as (
    select officer_id, row_number() over (order by service_number) as n from officer o
    where service_number like any ($1::text[])
      and not exists (select from beat_assignment a where a.officer_id = o.officer_id and ends_at is null)
  )
  insert into beat_assignment (assignment_id, beat_id, officer_id, role, deputy_order, starts_at, recorded_at, caller)
  select gen_random_uuid(), beat_id, officer_id, 'primary', 0, now(), now(), 'fill' from vacant join free using (n)`;

const NUMBERED_BEATS = `
  numbered as (
    select beat_id, row_number() over (order by beat_id) - 1 as place from beat where retired_at is null
  ), total as (
    select count(*) as beats from numbered
  )`;

const DEPUTIES = `
  with ${NUMBERED_BEATS}, free as (
    select officer_id, row_number() over (order by service_number) - 1 as n from officer o
    where service_number like any ($1::text[])
      and not exists (select from beat_assignment a where a.officer_id = o.officer_id and ends_at is null)
  ), placed as (
    select officer_id, n / beats as round, n % beats as place from free cross join total
  )
  insert into beat_assignment (assignment_id, beat_id, officer_id, role, deputy_order, starts_at, recorded_at, caller)
  select gen_random_uuid(), beat_id, officer_id, 'deputy', 1 + round, now(), now(), 'fill'
  from placed join numbered using (place)`;

// Era 0 ended last, before the assignments of the demonstration. One primary for each beat, the others are deputies.
const FORMER_ASSIGNMENTS = `
  with ${NUMBERED_BEATS}, former as (
    select officer_id, row_number() over (order by service_number) - 1 as n from officer
    where service_number like any ($1::text[])
  ), placed as (
    select officer_id, n / beats as round, (n + $2::int * 13) % beats as place from former cross join total
  ), ended as (
    select now() - interval '90 days' - $2::int * $3::float8 * interval '1 day' as at
  )
  insert into beat_assignment
    (assignment_id, beat_id, officer_id, role, deputy_order, starts_at, ends_at, recorded_at, caller, end_reason,
     end_recorded_at, end_caller)
  select gen_random_uuid(), beat_id, officer_id, case when round = 0 then 'primary' else 'deputy' end, round,
    at - $3::float8 * interval '1 day' + interval '1 hour', at, at, 'fill', 'ended', at, 'fill'
  from placed join numbered using (place) cross join ended`;

const STATE_CHANGES = `
  insert into officer_state_change (change_id, officer_id, former_state, state, changed_at, caller, recorded_at)
  select gen_random_uuid(), officer_id, case when $2 % 2 = 0 then 'active' else 'on_leave' end,
    case when $2 % 2 = 0 then 'on_leave' else 'active' end, now() - $2::int * interval '300 days', 'fill',
    now() - $2::int * interval '300 days'
  from officer where service_number like any ($1::text[])`;

const COUNTS = `
  select (select count(*) from officer)::int as officers,
    (select count(*) from beat where retired_at is null)::int as beats,
    (select count(distinct unit_code) from beat_unit where valid_to is null)::int as units,
    (select count(*) from beat_assignment)::int as assignments,
    (select count(distinct officer_id) from beat_assignment
      where ends_at is null or ends_at > now())::int as "officers on beats",
    (select count(*) from officer_state_change)::int as "state changes",
    (select count(*) from beat b where is_whole and retired_at is null and not exists (
      select from beat_assignment a join officer o using (officer_id)
      where a.beat_id = b.beat_id and a.during @> now() and o.state = 'active'))::int as "hromadas without an officer"`;
