import { rows, toDate, type EntityManager, type Statement } from '@safe-community/database';
import { publicCell } from '@safe-community/territory';
import type { Category } from '../catalogue/module.ts';
import {
  branchKey,
  branchText,
  firstIdOf,
  INCIDENT_STATES,
  IS_PUBLISHABLE,
  REQUEST_ROWS,
  type Attributes,
  type IncidentState,
} from '../incident/module.ts';
import { VOICES } from '../voices/module.ts';
import type { StoredRequest, Window } from './public-request.ts';

export interface RequestFilter {
  /** Empty for any. */
  readonly requestIds: readonly string[];
  /** Published ones only. */
  readonly categories: readonly Category[];
  /** Empty for any. */
  readonly states: readonly IncidentState[];
  /** Empty for any. */
  readonly hromadaCode: string;
  /** Absent for any time. */
  readonly received: Window | undefined;
  /** Absent: newest first. Otherwise by the time of the update. */
  readonly updated: Window | undefined;
}

/** The last request of the page before. */
export interface RequestPlace {
  readonly requestId: string;
  readonly updatedMicros: string;
}

export interface RequestPage {
  readonly after: RequestPlace | undefined;
  readonly skip: number;
  readonly most: number;
}

export async function listRequests(
  em: EntityManager,
  filter: RequestFilter,
  page: RequestPage,
): Promise<StoredRequest[]> {
  if (filter.categories.length === 0) return [];
  const { sql, values } = requestStatement(filter, page);
  return (await rows<RequestRow>(em, sql, values)).map(toRequest);
}

/** Undefined if there is none, or its category is not among these. */
export async function findRequest(
  em: EntityManager,
  requestId: string,
  categories: readonly Category[],
): Promise<StoredRequest | undefined> {
  const [row] = await rows<RequestRow>(
    em,
    `select ${COLUMNS} from ${REQUEST_ROWS} incident where incident_id = $1 and category = any ($2::text[]) and not is_test`,
    [requestId, categories],
  );
  return row && toRequest(row);
}

type Bind = (value: unknown) => string;

/** The columns again of each found id, with a limit, so that no plan can scan a month for them. */
function requestStatement(filter: RequestFilter, page: RequestPage): Statement {
  const values: unknown[] = [];
  const bind: Bind = (value) => `$${values.push(value)}`;
  const ids = filter.updated === undefined ? idsByReceipt(filter, page, bind) : idsByUpdate(filter, page, bind);
  const order = filter.updated === undefined ? 'incident_id desc' : 'updated_at, incident_id';
  const sql = `
    with found as (${ids} limit ${bind(page.most)} offset ${bind(page.skip)})
    select listed.* from found, lateral (
      select ${COLUMNS} from ${REQUEST_ROWS} incident where incident.incident_id = found.incident_id limit 1
    ) as listed
    order by ${order}`;
  return { sql, values };
}

/** Ids sort by the time of receipt. Each state of each category is a branch of an index whose newest ids are read. */
function idsByReceipt(filter: RequestFilter, { after, skip, most }: RequestPage, bind: Bind): string {
  const { categories, states, hromadaCode, received, requestIds } = filter;
  const wanted = states.length === 0 ? INCIDENT_STATES : states;
  const end = received === undefined ? LAST_ID : firstIdOf(received.to);
  const from = bind(received === undefined ? FIRST_ID : firstIdOf(received.from));
  const before = bind(after !== undefined && after.requestId < end ? after.requestId : end);
  const within = `incident_id >= ${from}::uuid and incident_id < ${before}::uuid and not is_test`;
  if (requestIds.length > 0) {
    const chosen = `category = any (${bind(categories)}::text[]) and state = any (${bind(wanted)}::text[])`;
    const ofHromada = hromadaCode === '' ? '' : ` and hromada_code = ${bind(hromadaCode)}`;
    return `select incident_id from ${REQUEST_ROWS} incident
      where incident_id = any (${bind(requestIds)}::uuid[]) and ${within} and ${chosen}${ofHromada}
      order by incident_id desc`;
  }
  const branches = `unnest(${bind(wanted)}::text[]) as of_state, unnest(${bind(categories)}::text[]) as of_category`;
  const ofBranch =
    hromadaCode === ''
      ? newestOfBranch(within, from, before, bind(skip + most))
      : newestOfHromada(within, bind(skip + most));
  const keys = hromadaCode === '' ? branches : keysOf(branches, bind(hromadaCode));
  return `select branch.incident_id from ${keys}, lateral (${ofBranch}) as branch order by branch.incident_id desc`;
}

/** Bounded and ordered by all columns: only an index of these columns gives that order, so the planner cannot scan ids. */
function newestOfBranch(within: string, from: string, before: string, most: string): string {
  return `
    select incident_id from ${REQUEST_ROWS} incident
    where ${within} and (state, category, incident_id) >= (of_state, of_category, ${from}::uuid)
      and (state, category, incident_id) < (of_state, of_category, ${before}::uuid)
    order by state desc, category desc, incident_id desc limit ${most}`;
}

const OWN = ['hromada_code', 'state', 'category'];

/** With an offset, or the planner would repeat the expressions for each month. */
function keysOf(branches: string, hromadaCode: string): string {
  const wanted = [`${hromadaCode}::text`, 'of_state', 'of_category'];
  return `(select ${branchKey(wanted)} as of_key, ${branchText(wanted)} as of_text from ${branches} offset 0) as wanted`;
}

function newestOfHromada(within: string, most: string): string {
  const key = branchKey(OWN);
  return `
    select incident_id from ${REQUEST_ROWS} incident
    where ${within} and ${key} between of_key and of_key and coalesce(${branchText(OWN)} = of_text, false)
    order by ${key} desc, incident_id desc limit ${most}`;
}

/** Oldest update first: a request that changes between two pages moves to a later one, and none is missed. */
function idsByUpdate(filter: RequestFilter, { after }: RequestPage, bind: Bind): string {
  const { categories, states, hromadaCode, received, updated, requestIds } = filter;
  const conditions = [IS_PUBLISHABLE, `category = any (${bind(categories)}::text[])`];
  const add = (condition: string): unknown => conditions.push(condition);
  if (updated !== undefined) add(`changed_at >= ${bind(updated.from)} and changed_at < ${bind(updated.to)}`);
  if (received !== undefined) {
    add(
      `incident_id >= ${bind(firstIdOf(received.from))}::uuid and incident_id < ${bind(firstIdOf(received.to))}::uuid`,
    );
  }
  if (states.length > 0) add(`state = any (${bind(states)}::text[])`);
  if (hromadaCode !== '') add(`hromada_code = ${bind(hromadaCode)}`);
  if (requestIds.length > 0) add(`incident_id = any (${bind(requestIds)}::uuid[])`);
  if (after !== undefined) {
    const time = `'epoch'::timestamptz + ${bind(after.updatedMicros)}::bigint * interval '1 microsecond'`;
    add(`(changed_at, incident_id) > (${time}, ${bind(after.requestId)}::uuid)`);
  }
  return `select incident_id from ${REQUEST_ROWS} incident where ${conditions.join(' and ')} order by changed_at, incident_id`;
}

const FIRST_ID = '00000000-0000-0000-0000-000000000000';
const LAST_ID = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

/** Of `REQUEST_ROWS`, named `incident`. */
export const COLUMNS = `incident_id, category, state, received_at, state_since,
  changed_at as updated_at, (extract(epoch from changed_at) * 1000000)::bigint::text as updated_micros, hromada_code,
  settlement_code, latitude, longitude, attributes, ${VOICES} as voices`;

export interface RequestRow {
  readonly incident_id: string;
  readonly category: Category;
  readonly state: IncidentState;
  readonly received_at: string;
  readonly state_since: string;
  readonly updated_at: string;
  readonly updated_micros: string;
  readonly hromada_code: string;
  readonly settlement_code: string;
  readonly latitude: number | null;
  readonly longitude: number | null;
  readonly attributes: Attributes;
  readonly voices: number;
}

/** The exact point ends here. */
export function toRequest(row: RequestRow): StoredRequest {
  const { latitude, longitude } = row;
  return {
    requestId: row.incident_id,
    category: row.category,
    state: row.state,
    receivedAt: toDate(row.received_at),
    stateSince: toDate(row.state_since),
    updatedAt: toDate(row.updated_at),
    updatedMicros: row.updated_micros,
    hromadaCode: row.hromada_code,
    settlementCode: row.settlement_code,
    cell: latitude === null || longitude === null ? undefined : publicCell({ latitude, longitude }),
    attributes: row.attributes,
    voices: row.voices,
  };
}
