import { rows, type EntityManager } from '@safe-community/database';
import { kyivDay, type Day } from '@safe-community/domain-kit';
import { BEAT_ROWS } from '../beats/module.ts';
import { ASSIGNMENT_ROWS, OFFICER_ROWS } from '../officers/module.ts';
import type { History } from '../territory/module.ts';
import { RULES } from './rule.store.ts';
import { ruleOn, type Rule } from './rule.ts';
import type { DeliveredReport, Service } from './reports-due.ts';

/** What decides which reports of a year are due. */
interface YearOfReports {
  readonly rule: Rule;
  readonly services: readonly Service[];
  readonly reports: readonly DeliveredReport[];
}

/** Undefined if no rule says how many reports are due. Places have the codes of today, also those of past years. */
export async function readYearOfReports(
  em: EntityManager,
  year: number,
  now: Date,
  history: History,
): Promise<YearOfReports | undefined> {
  const rule = ruleOfYear(await RULES.list(em), year, kyivDay(now));
  return rule && { rule, ...(await readYear(em, year, now, history)) };
}

/** The rule about reports that holds in a year as far as it has come. */
export function ruleOfYear(rules: readonly Rule[], year: number, today: Day): Rule | undefined {
  const lastDay = `${year}-12-31`;
  return ruleOn(rules, 'reports_per_year', lastDay < today ? lastDay : today);
}

/**
 * Who served in a year, and the reports of it, by the codes of today: a report may name the hromada by the code of before
 * the merger or by a later one.
 *
 * @param hromadaCodes as recorded; all if undefined
 */
export async function readYear(
  em: EntityManager,
  year: number,
  now: Date,
  history: History,
  hromadaCodes?: readonly string[],
): Promise<Pick<YearOfReports, 'services' | 'reports'>> {
  const today = kyivDay(now);
  const currentOf = <Row extends { readonly hromadaCode: string }>(row: Row): Row => ({
    ...row,
    hromadaCode: history.currentCode(today, row.hromadaCode),
  });
  const services = await rows<Service>(em, SERVICES, [now, `${year}-01-01`, hromadaCodes ?? null]);
  const reports = await rows<DeliveredReport>(em, REPORTS, [`${year}-01-01`, `${year}-12-31`, hromadaCodes ?? null]);
  return { services: services.map(currentOf), reports: reports.map(currentOf) };
}

// Who served on which beat in the year or, before it, serves now. Cancelled assignments are left out.
const SERVICES = `
  with period as (
    select tstzrange(least($1::timestamptz, $2::date::timestamp at time zone 'Europe/Kyiv'),
      ($2::date + interval '1 year') at time zone 'Europe/Kyiv') as whole
  )
  select a.officer_id as "officerId", b.hromada_code as "hromadaCode", a.beat_id as "beatId", a.role,
    (a.starts_at at time zone 'Europe/Kyiv')::date::text as "startedOn",
    (a.ends_at at time zone 'Europe/Kyiv')::date::text as "endedOn",
    a.during @> $1::timestamptz as "isCurrent",
    (select (min(f.starts_at) at time zone 'Europe/Kyiv')::date::text from ${ASSIGNMENT_ROWS} f
     where f.beat_id = a.beat_id and f.role <> 'deputy' and not isempty(f.during)) as "beatServedFrom"
  from period, ${ASSIGNMENT_ROWS} a join ${BEAT_ROWS} b using (beat_id) join ${OFFICER_ROWS} o using (officer_id)
  where a.during && period.whole and o.kind <> 'patrol' and ($3::text[] is null or b.hromada_code = any($3))`;

// Without those that were withdrawn.
const REPORTS = `
  select officer_id as "officerId", hromada_code as "hromadaCode", held_on::text as "heldOn"
  from accountability_report
  where withdrawn_at is null and held_on between $1::date and $2::date
    and ($3::text[] is null or hromada_code = any($3))`;

/**
 * A digest of all rows that decide which reports of a hromada are due from a day on, by the code that they name. As long as
 * it stays the same, so do the reports, unless a rule changes or the day ends.
 */
export async function readReportDigests(
  em: EntityManager,
  now: Date,
  from: Day,
): Promise<{ readonly code: string; readonly digest: string }[]> {
  return rows(em, DIGESTS, [now, from]);
}

// What an assignment or a report says never changes, but for its end, or its withdrawal. Of earlier assignments, the first
// one of a beat counts.
const DIGESTS = `
  select code, sum(hash)::text as digest from (
    select b.hromada_code as code, hash_record_extended(row(a.assignment_id, a.ends_at, a.during @> $1::timestamptz), 0) as hash
    from ${ASSIGNMENT_ROWS} a join ${BEAT_ROWS} b using (beat_id) where not isempty(a.during)
    union all
    select hromada_code, hash_record_extended(row(report_id), 0)
    from accountability_report where withdrawn_at is null and held_on >= $2::date
  ) deciding
  group by code order by code`;
