import { rows, type EntityManager, type Statement } from '@safe-community/database';
import { CATEGORIES, type Category } from '../catalogue/module.ts';
import { INCIDENT_STATES, isOpen, OPEN_STATES, type IncidentState } from './states.ts';
import { IS_FOLLOWED, IS_OPEN, IS_UNROUTED, branchKey, branchText } from './branch-key.store.ts';
import type { Incident } from './incident.ts';
import { OPEN_COLUMNS, toListed, type IncidentRow } from './incident-rows.store.ts';
import { stretchesBack, type Stretch } from './stretches.store.ts';

export interface IncidentFilter {
  /** Empty for all. */
  readonly hromadaCode: string;
  /** One at least. */
  readonly categories: readonly Category[];
  readonly receivedFrom: Date | undefined;
  readonly receivedTo: Date | undefined;
  /** Empty for all. */
  readonly states: readonly IncidentState[];
  /** Empty for all. */
  readonly oblastCode: string;
  /** Empty for all. */
  readonly responsibleOfficerId: string;
  /** Open ones for which no officer is responsible. */
  readonly unroutedOnly: boolean;
  /** Open ones whose next step is late at `asOf`, or was escalated. */
  readonly overdueOnly: boolean;
  /** Only tests. All other lists leave them out. */
  readonly testsOnly: boolean;
  /** When the list is requested. */
  readonly asOf: Date;
}

/** Newest first, those with an id below `olderThan`, without personal data. Goes back in time until there are enough. */
export async function listIncidents(
  em: EntityManager,
  filter: IncidentFilter,
  olderThan: string | undefined,
  most: number,
): Promise<Incident[]> {
  const search = searchOf(filter);
  const found: IncidentRow[] = [];
  if (search === undefined) return [];
  for (const stretch of stretchesBack(filter.receivedFrom, filter.receivedTo, olderThan, filter.asOf)) {
    const { sql, values } = listStatement(filter, search, stretch, most - found.length);
    found.push(...(await rows<IncidentRow>(em, sql, values)));
    if (found.length === most) break;
  }
  return found.map(toListed);
}

/** What a list searches: every category and state by its name, since each is a branch of an index. */
interface ListSearch {
  readonly categories: readonly Category[];
  readonly states: readonly IncidentState[];
}

/** Undefined when no incident can match. */
export function searchOf(filter: IncidentFilter): ListSearch | undefined {
  const { categories, states, unroutedOnly, overdueOnly, responsibleOfficerId } = filter;
  if (unroutedOnly && responsibleOfficerId !== '') return undefined;
  const wanted = INCIDENT_STATES.filter(
    (state) => (states.length === 0 || states.includes(state)) && (!(unroutedOnly || overdueOnly) || isOpen(state)),
  );
  return wanted.length === 0 ? undefined : { categories, states: wanted };
}

/** Whether it searches all incidents. */
function isAll({ categories, states }: ListSearch): boolean {
  return categories.length === CATEGORIES.length && states.length === INCIDENT_STATES.length;
}

type Bind = (value: unknown) => string;

// The bounds of the stretch.
const FROM = '$1';
const BEFORE = '$2';

// Of the predicates of the partial indexes, word for word.
const IS_REAL = 'not is_test';

/**
 * The newest incidents of a stretch, at most `most`. Ids sort by the time of receipt, and every index ends in the id.
 * Each state of each category is a branch of an index whose newest ids are read, and the newest of all of them are the
 * page. Nothing that the caller may not see, or did not request, is read and discarded.
 */
export function listStatement(filter: IncidentFilter, search: ListSearch, stretch: Stretch, most: number): Statement {
  const values: unknown[] = [stretch.from, stretch.before];
  const bind: Bind = (value) => `$${values.push(value)}`;
  const within = `incident.incident_id >= ${FROM} and incident.incident_id < ${BEFORE}`;
  const ids = filter.testsOnly
    ? idsOfTests(filter, search, within, most, bind)
    : idsOf(filter, search, `${within} and ${IS_REAL}`, most, bind);
  // Within the stretch again, so that the look-up skips other months too; with a limit, so that no plan can scan a
  // month for it.
  const sql = `
    with found as (${ids})
    select listed.* from found, lateral (
      select ${OPEN_COLUMNS} from incident where incident.incident_id = found.incident_id and ${within} limit 1
    ) as listed
    order by listed.incident_id desc`;
  return { sql, values };
}

interface Place {
  readonly column: string;
  /** The parameter that it equals. */
  readonly value: string;
}

/** The place that selects an index comes first: the smallest. */
function placesOf({ hromadaCode, oblastCode, responsibleOfficerId }: IncidentFilter, bind: Bind): Place[] {
  return [
    ...(responsibleOfficerId === '' ? [] : [{ column: 'responsible_officer_id', value: bind(responsibleOfficerId) }]),
    ...(hromadaCode === '' ? [] : [{ column: 'hromada_code', value: bind(hromadaCode) }]),
    ...(oblastCode === '' ? [] : [{ column: 'oblast_code', value: bind(oblastCode) }]),
  ];
}

function isAt({ column, value }: Place): string {
  return `${column} = ${value}`;
}

/** Tests are few, and so are those that a place discards. */
function idsOfTests(filter: IncidentFilter, search: ListSearch, within: string, most: number, bind: Bind): string {
  const ofPlaces = placesOf(filter, bind).map(isAt);
  return newestOf(
    branchesOf(search, bind),
    newest([within, 'is_test', ...ofPlaces], ['state', 'category'], most),
    most,
  );
}

function branchesOf({ states, categories }: ListSearch, bind: Bind): string {
  return `unnest(${bind(states)}::text[]) as of_state, ${categoriesOf(categories, bind)}`;
}

function categoriesOf(categories: readonly Category[], bind: Bind): string {
  return `unnest(${bind(categories)}::text[]) as of_category`;
}

function idsOf(filter: IncidentFilter, search: ListSearch, within: string, most: number, bind: Bind): string {
  const { overdueOnly, unroutedOnly } = filter;
  const places = placesOf(filter, bind);
  const conditions = [within, ...places.map(isAt)];
  const isOfAKind = overdueOnly || unroutedOnly;
  if (isAll(search) && places.length === 0 && !isOfAKind) return newest(conditions, [], most);
  if (!isOfAKind) return newestAt(branchesOf(search, bind), places, [within], ['state', 'category'], most);
  const categories = categoriesOf(search.categories, bind);
  const narrow = narrowed(search, bind);
  if (!overdueOnly) return newestUnrouted(categories, places, [within, IS_OPEN, ...narrow], most);
  const wanted = [...narrow, ...(unroutedOnly ? ['responsible_officer_id is null'] : [])];
  const escalated = newest([...conditions, IS_OPEN, ...wanted, 'escalation_level > 0'], ['category'], most);
  return `
    (${newestOf(categories, escalated, most)}) union all
    (${newestLate(conditions, [...wanted, IS_OPEN, `category = any (${bind(search.categories)}::text[])`], most, bind(filter.asOf))})
    order by incident_id desc limit ${most}`;
}

/**
 * Fewer states than all open ones. Written so that the planner does not try to prove from it that a partial index may be
 * used, which takes longer than the list for hundreds of indexes: IS_OPEN suffices for that.
 */
function narrowed({ states }: ListSearch, bind: Bind): string[] {
  return states.length === OPEN_STATES.length ? [] : [`state || '' = any (${bind(states)}::text[])`];
}

function newestOf(branches: string, ofBranch: string, most: number): string {
  return `
    select branch.incident_id from ${branches}, lateral (${ofBranch}) as branch
    order by branch.incident_id desc limit ${most}`;
}

/**
 * The newest ids of one branch. It is bounded and ordered by all columns although their values are constant: only an
 * index of these columns gives that order, so the planner cannot scan all ids in the hope of finding enough of the
 * branch.
 */
function newest(conditions: readonly string[], columns: readonly string[], most: number): string {
  const row = `(${[...columns, 'incident_id'].join(', ')})`;
  const rowAt = (id: string): string => `(${[...columns.map(ofBranch), `${id}::uuid`].join(', ')})`;
  const bounds = columns.length === 0 ? [] : [`${row} >= ${rowAt(FROM)}`, `${row} < ${rowAt(BEFORE)}`];
  return `
    select incident_id from incident where ${[...conditions, ...bounds].join(' and ')}
    order by ${[...columns, 'incident_id'].map((column) => `${column} desc`).join(', ')} limit ${most}`;
}

/** The newest of all branches at a place, whose indexes have one column for place and branch. */
function newestAt(
  branches: string,
  [place, ...others]: readonly Place[],
  conditions: readonly string[],
  columns: readonly string[],
  most: number,
): string {
  if (place === undefined) return newestOf(branches, newest(conditions, columns, most), most);
  // In the form that PostgreSQL gives a UUID, however the caller wrote it.
  const [column, value] =
    place.column === 'responsible_officer_id'
      ? [`${place.column}::text`, `${place.value}::uuid::text`]
      : [place.column, `${place.value}::text`];
  const own = [column, ...columns];
  const wanted = [value, ...columns.map(ofBranch)];
  // Once for each branch. With an offset, or the planner would put the expressions into the conditions, and repeat them
  // for each month.
  const keys = `(
    select ${branchKey(wanted)} as of_key, ${branchText(wanted)} as of_text from ${branches} offset 0) as wanted`;
  // Written so that the planner expects a thousandth or so of the month, not hardly any: then it reads the newest from
  // the index, instead of the whole branch to sort it.
  const key = branchKey(own);
  const isBranch = [`${key} between of_key and of_key`, `coalesce(${branchText(own)} = of_text, false)`];
  const ofBranches = `
    select incident_id from incident where ${[...conditions, ...others.map(isAt), ...isBranch].join(' and ')}
    order by ${key} desc, incident_id desc limit ${most}`;
  return newestOf(keys, ofBranches, most);
}

/**
 * Those of a hromada are in the index of re-routing, in which routed ones are other branches. Without the predicate of
 * the other indexes of unrouted ones, the planner cannot scan one of those.
 */
function newestUnrouted(
  categories: string,
  places: readonly Place[],
  conditions: readonly string[],
  most: number,
): string {
  return places[0]?.column === 'hromada_code'
    ? newestAt(categories, places, [...conditions, IS_FOLLOWED], ['category', IS_UNROUTED], most)
    : newestAt(categories, places, [...conditions, 'responsible_officer_id is null'], ['category'], most);
}

function ofBranch(column: string): string {
  return column === IS_UNROUTED ? `'true'` : `of_${column}`;
}

/**
 * Late incidents that the timer is about to escalate: few, so they are found by the time and filtered afterwards.
 * Materialized, or the planner would scan the ids in the hope of finding some.
 */
function newestLate(bounds: readonly string[], wanted: readonly string[], most: number, now: string): string {
  return `
    with late as materialized (
      select incident_id, state, category, responsible_officer_id from incident
      where due_at <= ${now} and escalation_level = 0 and ${bounds.join(' and ')}
    )
    select incident_id from late where ${wanted.join(' and ')} order by incident_id desc limit ${most}`;
}
