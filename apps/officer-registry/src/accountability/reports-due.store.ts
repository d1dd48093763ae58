import { rows, type EntityManager } from '@safe-community/database';
import type { DeliveredReport, Service } from './reports-due.ts';

/** Who served on which beat in a year or, before it, serves now. Cancelled assignments are left out. */
export function readServices(em: EntityManager, year: number, now: Date): Promise<Service[]> {
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
export function readReports(em: EntityManager, year: number): Promise<DeliveredReport[]> {
  return rows<DeliveredReport>(em, REPORTS, [`${year}-01-01`, `${year}-12-31`]);
}

const REPORTS = `
  select officer_id as "officerId", hromada_code as "hromadaCode", held_on::text as "heldOn"
  from accountability_report where withdrawn_at is null and held_on between $1::date and $2::date`;
