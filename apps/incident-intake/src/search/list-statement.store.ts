import type { IncidentFilter } from '../incident/ports.app.ts';
import { OPEN_STATES } from '../incident/states.ts';
import { OPEN_COLUMNS } from './incident-columns.store.ts';
import { isAll, type ListSearch } from './list-search.store.ts';
import type { Stretch } from './stretches.store.ts';

/** A statement with its `$1`-style parameters. */
export interface Statement {
  readonly sql: string;
  readonly values: readonly unknown[];
}

type Bind = (value: unknown) => string;

// The bounds of the stretch.
const FROM = '$1';
const BEFORE = '$2';

/** The predicate of the partial indexes, word for word. */
const IS_OPEN = `state in (${OPEN_STATES.map((state) => `'${state}'`).join(', ')})`;

/**
 * The newest incidents of a stretch, at most `most`. Ids sort as receipts do, and every index ends in the id: so each
 * state of each category is a branch of an index whose newest ids are read off, and the newest of all of them are the
 * page. Nothing that the caller may not see, or did not ask for, is read and thrown away.
 */
export function listStatement(filter: IncidentFilter, search: ListSearch, stretch: Stretch, most: number): Statement {
  const values: unknown[] = [stretch.from, stretch.before];
  const bind: Bind = (value) => `$${values.push(value)}`;
  const within = `incident.incident_id >= ${FROM} and incident.incident_id < ${BEFORE}`;
  const ids = idsOf(filter, search, [within, ...placeConditions(filter, bind)], most, bind);
  // Within the stretch once more, so that other months are left out of the look-up too; with a limit, so that no plan
  // can read a month through for it.
  const sql = `
    with found as (${ids})
    select listed.* from found, lateral (
      select ${OPEN_COLUMNS} from incident where incident.incident_id = found.incident_id and ${within} limit 1
    ) as listed
    order by listed.incident_id desc`;
  return { sql, values };
}

function placeConditions({ hromadaCode, oblastCode, responsibleOfficerId }: IncidentFilter, bind: Bind): string[] {
  return [
    ...(hromadaCode === '' ? [] : [`hromada_code = ${bind(hromadaCode)}`]),
    ...(oblastCode === '' ? [] : [`oblast_code = ${bind(oblastCode)}`]),
    ...(responsibleOfficerId === '' ? [] : [`responsible_officer_id = ${bind(responsibleOfficerId)}`]),
  ];
}

function idsOf(filter: IncidentFilter, search: ListSearch, conditions: string[], most: number, bind: Bind): string {
  const { overdueOnly, unroutedOnly } = filter;
  const isOfPlace = conditions.length > 1;
  const isOfAKind = overdueOnly || unroutedOnly;
  if (isAll(search) && !isOfPlace && !isOfAKind) return newest(conditions, [], most);
  const categories = `unnest(${bind(search.categories)}::text[]) as of_category`;
  if (!isOfAKind) {
    const states = `unnest(${bind(search.states)}::text[]) as of_state`;
    return newestOf(`${states}, ${categories}`, conditions, ['state', 'category'], most);
  }
  const wanted = [...narrowed(search, bind), ...(unroutedOnly ? ['responsible_officer_id is null'] : [])];
  const open = [...conditions, IS_OPEN, ...wanted];
  if (!overdueOnly) return newestOf(categories, open, ['category'], most);
  return `
    (${newestOf(categories, [...open, 'escalation_level > 0'], ['category'], most)}) union all
    (${newestLate(conditions, [...wanted, IS_OPEN, `category = any (${bind(search.categories)}::text[])`], most, bind(filter.asOf))})
    order by incident_id desc limit ${most}`;
}

/**
 * Fewer states than all open ones. Written so that the planner does not try to prove from it that one of the partial
 * indexes may be used, which for hundreds of indexes takes longer than the list: IS_OPEN is enough for that.
 */
function narrowed({ states }: ListSearch, bind: Bind): string[] {
  return states.length === OPEN_STATES.length ? [] : [`state || '' = any (${bind(states)}::text[])`];
}

function newestOf(branches: string, conditions: readonly string[], columns: readonly string[], most: number): string {
  return `
    select branch.incident_id from ${branches}, lateral (${newest(conditions, columns, most)}) as branch
    order by branch.incident_id desc limit ${most}`;
}

/**
 * The newest ids of one branch. It is bounded and ordered by all columns though they are the same throughout: only
 * an index of these columns gives that order, so the planner cannot choose to go through all ids in the hope of
 * meeting enough of the branch.
 */
function newest(conditions: readonly string[], columns: readonly string[], most: number): string {
  const row = `(${[...columns, 'incident_id'].join(', ')})`;
  const rowAt = (id: string): string => `(${[...columns.map((column) => `of_${column}`), `${id}::uuid`].join(', ')})`;
  const bounds = columns.length === 0 ? [] : [`${row} >= ${rowAt(FROM)}`, `${row} < ${rowAt(BEFORE)}`];
  return `
    select incident_id from incident where ${[...conditions, ...bounds].join(' and ')}
    order by ${[...columns, 'incident_id'].map((column) => `${column} desc`).join(', ')} limit ${most}`;
}

/**
 * Whose time has passed and whom the timer is about to escalate: few, so they are looked up by the time, and only then
 * narrowed. Materialized, or the planner would go through the ids in the hope of meeting some.
 */
function newestLate(bounds: readonly string[], wanted: readonly string[], most: number, now: string): string {
  return `
    with late as materialized (
      select incident_id, state, category, responsible_officer_id from incident
      where due_at <= ${now} and escalation_level = 0 and ${bounds.join(' and ')}
    )
    select incident_id from late where ${wanted.join(' and ')} order by incident_id desc limit ${most}`;
}
