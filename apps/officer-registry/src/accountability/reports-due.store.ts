import { rows, type EntityManager } from '@safe-community/database';
import { kyivDay, type Day } from '@safe-community/domain-kit';
import type { History } from '../territory/module.ts';
import { RULES } from './rule.store.ts';
import { ruleOn, type Rule } from './rule.ts';
import type { DeliveredReport, Service } from './reports-due.ts';

/** What decides which reports of a year are due. */
interface YearOfReports {
  readonly year: number;
  readonly rule: Rule;
  readonly services: readonly Service[];
  readonly reports: readonly DeliveredReport[];
  readonly today: Day;
}

/** Undefined if no rule says how many reports are due. Places have the codes of today, also those of past years. */
export async function readYearOfReports(
  em: EntityManager,
  year: number,
  now: Date,
  history: History,
): Promise<YearOfReports | undefined> {
  const today = kyivDay(now);
  const lastDay = `${year}-12-31`;
  const rule = ruleOn(await RULES.list(em), 'reports_per_year', lastDay < today ? lastDay : today);
  if (rule === undefined) return undefined;
  // A report may name the hromada by the code of before the merger or by a later one.
  const currentOf = <Row extends { readonly hromadaCode: string }>(row: Row): Row => ({
    ...row,
    hromadaCode: history.currentCode(today, row.hromadaCode),
  });
  const services = (await readServices(em, year, now)).map(currentOf);
  const reports = (await readReports(em, year)).map(currentOf);
  return { year, rule, services, reports, today };
}

/** Who served on which beat in a year or, before it, serves now. Cancelled assignments are left out. */
function readServices(em: EntityManager, year: number, now: Date): Promise<Service[]> {
  return rows<Service>(em, SERVICES, [now, `${year}-01-01`]);
}

const SERVICES = `
  with period as (
    select tstzrange(least($1::timestamptz, $2::date::timestamp at time zone 'Europe/Kyiv'),
      ($2::date + interval '1 year') at time zone 'Europe/Kyiv') as whole
  )
  select a.officer_id as "officerId", b.hromada_code as "hromadaCode", a.beat_id as "beatId", a.role,
    (a.starts_at at time zone 'Europe/Kyiv')::date::text as "startedOn",
    (a.ends_at at time zone 'Europe/Kyiv')::date::text as "endedOn",
    a.during @> $1::timestamptz as "isCurrent",
    (select (min(f.starts_at) at time zone 'Europe/Kyiv')::date::text from beat_assignment f
     where f.beat_id = a.beat_id and f.role <> 'deputy' and not isempty(f.during)) as "beatServedFrom",
    o.demonstration
  from period, beat_assignment a join beat b using (beat_id) join officer o using (officer_id)
  where a.during && period.whole and o.kind <> 'patrol'`;

/** The reports of a year, without those that were withdrawn. */
function readReports(em: EntityManager, year: number): Promise<DeliveredReport[]> {
  return rows<DeliveredReport>(em, REPORTS, [`${year}-01-01`, `${year}-12-31`]);
}

const REPORTS = `
  select officer_id as "officerId", hromada_code as "hromadaCode", held_on::text as "heldOn"
  from accountability_report where withdrawn_at is null and held_on between $1::date and $2::date`;
