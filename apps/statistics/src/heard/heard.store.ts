import { prepared, rows, type EntityManager, type Rights, type Step } from '@safe-community/database';
import type { Day } from '@safe-community/domain-kit';

/** Days on which sources reported, never what: nothing follows from them but silence. */
export const HEARD_TABLES: readonly string[] = [
  // Days of incidents, with the first day on which a report of them was recorded.
  `create table source_day (
     source text not null,
     day date not null,
     known_on date not null,
     primary key (source, day)
   )`,
  // Changes whenever the days of a source do, which is seldom: once a day. Readers keep days in memory by it.
  `create table source_heard (
     source text primary key,
     -- a sum over the rows of source_day, the same however they came about
     stamp bigint not null
   )`,
];

export const HEARD_RIGHTS: Rights = {
  source_day: {
    rebuiltFrom: 'incidents',
    insert: true,
    update: ['known_on'],
    delete: true,
    reader: { columns: ['source', 'day', 'known_on'] },
  },
  source_heard: { rebuiltFrom: 'incidents', insert: true, update: ['stamp'], delete: true },
};

/** A report of a source. */
export interface Report {
  readonly source: string;
  /** Of its receipt. */
  readonly day: Day;
  /** On which it was recorded. */
  readonly knownOn: Day;
}

/** Nothing for no reports. Mostly nothing is written: the days are known already. */
export function hear(reports: readonly Report[]): Step[] {
  if (reports.length === 0) return [];
  const each = [...new Map(reports.map((report) => [Object.values(report).join('\t'), report])).values()];
  const values = [each.map(({ source }) => source), each.map(({ day }) => day), each.map(({ knownOn }) => knownOn)];
  return [{ statement: HEAR, values }];
}

function stampOf(day: string, knownOn: string): string {
  return `((${day} - date '2000-01-01')::bigint * 100000 + (${knownOn} - date '2000-01-01'))`;
}

const HEAR = prepared(`
  with report as (
    select source, day, min(known_on) as known_on
    from unnest($1::text[], $2::date[], $3::date[]) as each (source, day, known_on) group by 1, 2
  ), new_day as (
    insert into source_day (source, day, known_on)
    select source, day, known_on from report
    where not exists (
      select from source_day known
      where known.source = report.source and known.day = report.day and known.known_on <= report.known_on)
    on conflict (source, day) do update set known_on = least(source_day.known_on, excluded.known_on)
    returning new.source, ${stampOf('new.day', 'new.known_on')} - coalesce(${stampOf('old.day', 'old.known_on')}, 0) as grown
  )
  insert into source_heard (source, stamp)
  select source, sum(grown) from new_day group by source
  on conflict (source) do update set stamp = source_heard.stamp + excluded.stamp`);

interface HeardRow {
  readonly source: string;
  readonly days: readonly Day[];
}

const RECEIVED = prepared(`
  select source, array_agg(day::text order by day) as days from source_day
  where source = any($1::text[]) and ($2::date is null or known_on <= $2::date) group by source`);

/**
 * By source: the days on which something happened that it reported, in order.
 *
 * @param knownOn without what was recorded after this day; undefined: as known now.
 */
export async function readHeard(
  tx: EntityManager,
  sources: readonly string[],
  knownOn?: Day,
): Promise<ReadonlyMap<string, readonly Day[]>> {
  const found = await rows<HeardRow>(tx, RECEIVED, [sources, knownOn ?? null]);
  const days = new Map(found.map((row) => [row.source, row.days]));
  return new Map(sources.map((source) => [source, days.get(source) ?? []]));
}

/** A sub-select: what changes with the days. */
export const HEARD_VERSION = `(select string_agg(source || ' ' || stamp, ',' order by source) from source_heard)`;
