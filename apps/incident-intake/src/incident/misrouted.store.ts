import { prepared, rows, type EntityManager } from '@safe-community/database';
import { THIS_SERVICE } from './actor.ts';
import { IS_FOLLOWED, IS_OPEN } from './branch-key.store.ts';
import type { IncidentCase } from './incident-case.ts';
import type { Rerouted } from './incident.events.ts';
import { CASE_COLUMNS, toCase, type CaseRow } from './incident.store.ts';
import { OPEN_STATES } from './states.ts';

/**
 * Open incidents whose routing is kept up to date, the predicate of the index `incident_to_route`. An incident that
 * another system handles keeps the officer of its import until a step is taken here; one without an officer gets the
 * first who becomes responsible. A test keeps the officer whom its answer named.
 */
export const ROUTED_HERE = `not is_test and ${IS_OPEN} and ${IS_FOLLOWED}`;

/** Which incidents `i` are checked; the parameters begin at $3. */
export interface RoutingScope {
  readonly condition: string;
  readonly values: readonly unknown[];
}

/** The officers of all places, and the expression by which an incident `i` finds its own in them, as $1. */
interface Officers {
  readonly officer: string;
  readonly given: string;
}

/** Locks open incidents whose place has another responsible officer. */
export async function lockMisrouted(
  tx: EntityManager,
  { condition, values }: RoutingScope,
  { officer, given }: Officers,
  most: number,
): Promise<Omit<Rerouted, 'cause'>[]> {
  const found = await rows<MisroutedRow>(tx, misroutedStatement(condition, officer), [given, most, ...values]);
  return found.map(toMisrouted);
}

/**
 * Whenever it waits for the lock of an incident, it sees the incident as the step that had the lock left it, and skips
 * a closed one.
 *
 * The officers are one value rather than joined rows. With a small limit the planner would scan all beats for each
 * incident, and since usually none is found, it would do so for every open incident.
 */
export function misroutedStatement(condition: string, officer: string): string {
  return `
    select i.incident_id, i.category, i.hromada_code, i.oblast_code, i.state,
      i.responsible_officer_id, ${officer} as officer_id
    from incident i
    where ${ROUTED_HERE} and ${condition} and i.responsible_officer_id is distinct from ${officer}
    order by i.incident_id limit $2
    for no key update of i`;
}

type Columns = 'incident_id' | 'category' | 'hromada_code' | 'oblast_code' | 'state';

interface MisroutedRow extends Pick<CaseRow, Columns | 'responsible_officer_id'> {
  readonly officer_id: string | null;
}

function toMisrouted(row: MisroutedRow): Omit<Rerouted, 'cause'> {
  return {
    incidentId: row.incident_id,
    category: row.category,
    hromadaCode: row.hromada_code,
    oblastCode: row.oblast_code,
    state: row.state,
    formerOfficerId: row.responsible_officer_id ?? '',
    responsibleOfficerId: row.officer_id ?? '',
  };
}

/** Assigns locked incidents to their officers, with a history entry each, by one statement. */
export async function assignOfficers(tx: EntityManager, incidents: readonly Rerouted[], at: Date): Promise<void> {
  if (incidents.length === 0) return;
  await rows(tx, ASSIGN, [
    incidents.map(({ incidentId }) => incidentId),
    incidents.map(({ responsibleOfficerId }) => responsibleOfficerId || null),
    incidents.map(({ formerOfficerId: from, responsibleOfficerId: to, cause }) => JSON.stringify({ from, to, cause })),
    at,
    THIS_SERVICE.system,
    incidents[0]?.incidentId,
    incidents.at(-1)?.incidentId,
  ]);
}

// The range of ids limits the partitions that are scanned.
const ASSIGN = `
  with given as (
    update incident i set version = i.version + 1, responsible_officer_id = g.officer_id
    from unnest($1::uuid[], $2::uuid[], $3::text[]) as g (id, officer_id, details)
    where i.incident_id = g.id and i.incident_id between $6 and $7
    returning i.incident_id, i.version, i.state, g.details
  )
  insert into case_history
    (incident_id, version, kind, happened_at, recorded_at, system, acting_user, former_state, state, details)
  select incident_id, version, 'routed', $4, $4, $5, '', state, state, details::jsonb from given`;

/**
 * Locks up to `most` incidents whose expected time has passed, the most overdue first; nobody waits for a test. Skips
 * those that are locked: they are about to change, and if they are still overdue then, the next run finds them.
 * Responders are not read, since saving only adds to them.
 */
export async function lockOverdue(tx: EntityManager, at: Date, most: number): Promise<IncidentCase[]> {
  const found = await rows<CaseRow>(tx, OVERDUE, [at, OPEN_STATES, most]);
  return found.map((row) => ({ ...toCase(row), responders: [] }));
}

const OVERDUE = prepared(`
  select ${CASE_COLUMNS} from incident where due_at <= $1 and not is_test and state = any($2)
  order by due_at limit $3 for no key update skip locked`);
