import { unless, type Violation } from '@safe-community/domain-kit';
import { rows, toDate, type Database, type EntityManager } from '@safe-community/database';
import { codePattern, COUNTRY, covers, isOblast, isSameOblast, type Rights } from '@safe-community/security/policy';
import { isKatottg } from '@safe-community/territory';
import { INCIDENT_ROWS, type IncidentCase } from '../incident/module.ts';
import { acrossCases, nameEveryCase } from './named-case.store.ts';

/** A visit in the list, without personal data. */
export interface DueVisit {
  readonly incidentId: string;
  readonly visitId: string;
  readonly hromadaCode: string;
  readonly dueAt: Date;
}

/** The visit after which a page begins. */
export type VisitPlace = Pick<DueVisit, 'dueAt' | 'visitId'>;

interface VisitFilter {
  readonly dueBy: Date;
  /** See `hromadasWithin`. */
  readonly within: readonly string[];
}

/** Visits that are due and not done, oldest first. */
export async function listDue(
  database: Database,
  { dueBy, within }: VisitFilter,
  after: VisitPlace | undefined,
  most: number,
): Promise<DueVisit[]> {
  const values = [dueBy, within, after?.dueAt ?? null, after?.visitId ?? null, most];
  const found = await acrossCases(database, (tx) => rows<DueRow>(tx, LIST_DUE, values));
  return found.map(({ incident_id, visit_id, hromada_code, due_at }) => ({
    incidentId: incident_id,
    visitId: visit_id,
    hromadaCode: hromada_code,
    dueAt: toDate(due_at),
  }));
}

/** Erased cases are left out, because nobody can be visited any more, and tests. */
const LIST_DUE = `
  select incident_id, visit_id, visit.hromada_code, visit.due_at
  from dv_visit visit join ${INCIDENT_ROWS} incident using (incident_id)
  where done_at is null and visit.due_at <= $1 and erased_at is null and not is_test
    and visit.hromada_code like any ($2::text[])
    and ($3::timestamptz is null or (visit.due_at, visit_id) > ($3::timestamptz, $4::uuid))
  order by visit.due_at, visit_id limit $5`;

interface DueRow {
  readonly incident_id: string;
  readonly visit_id: string;
  readonly hromada_code: string;
  readonly due_at: string;
}

/**
 * The hromadas whose cases of domestic violence the caller may see, as patterns of LIKE.
 *
 * @param hromadaCode only this one; empty for all.
 */
export function hromadasWithin({ views }: Rights, hromadaCode: string): string[] {
  const units = views
    .filter(({ categories }) => covers(categories, 'domestic_violence', true))
    .flatMap(({ territory }) => [...territory]);
  if (hromadaCode === '') return units.map(codePattern);
  return units.filter((unit) => holds(unit, hromadaCode)).map(() => hromadaCode);
}

/** Empty for all. */
export function checkKatottg(code: string, field: string): Violation[] {
  return unless(code === '' || isKatottg(code), field, 'must be a KATOTTG code');
}

function holds(unit: string, hromadaCode: string): boolean {
  return unit === COUNTRY || unit === hromadaCode || (isOblast(unit) && isSameOblast(unit, hromadaCode));
}

/** An overdue visit, and the data for its event. */
export interface OverdueVisit extends Pick<
  IncidentCase,
  'incidentId' | 'category' | 'hromadaCode' | 'oblastCode' | 'state'
> {
  readonly visitId: string;
  readonly dueAt: Date;
}

/** Takes overdue visits that are not reported yet, oldest first, and marks them as reported. */
export async function takeOverdue(tx: EntityManager, now: Date, most: number): Promise<OverdueVisit[]> {
  await nameEveryCase(tx);
  const taken = await rows<OverdueRow>(tx, TAKE, [now, most]);
  return taken
    .map((row) => ({ ...row, dueAt: toDate(row.dueAt) }))
    .toSorted((a, b) => a.dueAt.getTime() - b.dueAt.getTime());
}

/** Skips visits that another replica is reporting, erased cases, of which nobody can be visited any more, and tests. */
const TAKE = `
  with overdue as (
    select visit.visit_id as "visitId", incident_id as "incidentId", category, incident.hromada_code as "hromadaCode",
      oblast_code as "oblastCode", state
    from dv_visit visit join ${INCIDENT_ROWS} incident using (incident_id)
    where visit.due_at < $1 and done_at is null and told_at is null and erased_at is null and not is_test
    order by visit.due_at limit $2
    for no key update of visit skip locked
  )
  update dv_visit set told_at = $1 from overdue
  where dv_visit.visit_id = overdue."visitId"
  returning overdue.*, dv_visit.due_at as "dueAt"`;

interface OverdueRow extends Omit<OverdueVisit, 'dueAt'> {
  readonly dueAt: string;
}
