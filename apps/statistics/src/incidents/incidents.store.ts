import { defineMigration, prepared, type Rights, type Step } from '@safe-community/database';
import type { Day } from '../calendar/module.ts';
import { growingCells, growRolled, mayBeRolled } from '../roll-ups/module.ts';
import { CHANNEL_COLUMNS, CHANNELS } from './channel.ts';
import type { CounterTable } from '../counting/module.ts';
import {
  addSensitive,
  COMPARED_COUNTERS,
  COUNTER_RIGHTS,
  COUNTER_TABLES,
  NOT_SENSITIVE,
  OF_COUNTRY,
} from './counters.store.ts';
import { addDetails, COMPARED_DETAILS, DETAIL_RIGHTS, DETAIL_TABLES } from './detail-counts.store.ts';
import type { CategoryGrowth, CellGrowth, CountGrowth, RevisionGrowth } from './incident-count.ts';
import type { BucketCount } from './response-time.ts';

const COUNT_COLUMNS = `
  incidents bigint not null check (incidents >= 0),
  killed bigint not null check (killed >= 0),
  injured bigint not null check (injured >= 0),
  defenders_killed bigint not null check (defenders_killed >= 0),
  defenders_injured bigint not null check (defenders_injured >= 0)`;

export const INCIDENT_TABLES: readonly string[] = [
  // By the country, each oblast and each hromada. The key begins with what every query names.
  // Free space in the pages keeps the updates of today's cells off the index.
  `create table incident_count (
     territory_code text not null,
     day date not null,
     category text not null,
     demonstration boolean not null,
     ${COUNT_COLUMNS},
     primary key (territory_code, day, category, demonstration)
   ) with (fillfactor = 70)`,
  // The whole country and all time, for the scorecard.
  `create table category_count (
     category text not null,
     demonstration boolean not null,
     ${COUNT_COLUMNS},
     primary key (category, demonstration)
   ) with (fillfactor = 20)`,
  `create table response_count (
     category text not null,
     bucket smallint not null,
     responses bigint not null check (responses >= 0),
     primary key (category, bucket)
   ) with (fillfactor = 50)`,
];

const COUNTS = ['incidents', 'killed', 'injured', 'defenders_killed', 'defenders_injured'];
/** Null: counted by a version that did not count children. */
const CHILDREN = ['children_killed', 'children_injured'];
/** Of the incidents by channel, those of an unknown one are the rest. */
const CELL_COUNTS = [...COUNTS, ...CHILDREN, ...CHANNEL_COLUMNS];
const REVISION_KEY = ['territory_code', 'day', 'category', 'demonstration', 'known_on'];

// A released migration is never edited: the next change is another entry.
// In a batch an incident may be withdrawn before it is counted: events of one kind are applied together.
export const INCIDENT_MIGRATIONS = [
  defineMigration('2026-11-24-counts-shrink', ['incident_count', 'category_count'].map(withoutBounds)),
  defineMigration('2026-11-24-responses-shrink', [
    'alter table response_count drop constraint response_count_responses_check',
  ]),
  // The columns of 2026-11-28, not CELL_COUNTS, which may change.
  defineMigration('2026-11-28-counts-as-known', [
    `alter table incident_count add column children_killed bigint, add column children_injured bigint,
       ${['101', '102', '103', '104', '112', 'web', 'officer', 'community_head', 'system']
         .map((channel) => `add column by_${channel} bigint not null default 0`)
         .join(', ')}`,
    // What became known of a cell of incident_count on a later day than its own: mostly nothing.
    `create table incident_revision (
       territory_code text not null,
       day date not null,
       category text not null,
       demonstration boolean not null,
       -- the day on which the service that publishes the events recorded them
       known_on date not null,
       incidents bigint not null,
       killed bigint not null,
       injured bigint not null,
       defenders_killed bigint not null,
       defenders_injured bigint not null,
       children_killed bigint not null,
       children_injured bigint not null,
       ${['101', '102', '103', '104', '112', 'web', 'officer', 'community_head', 'system']
         .map((channel) => `by_${channel} bigint not null`)
         .join(', ')},
       primary key (territory_code, day, category, demonstration, known_on)
     )`,
  ]),
  defineMigration('2026-11-28-counters', COUNTER_TABLES),
  // They count only in sensitive_count now; a rebuild fills it with those of the time before.
  defineMigration(
    '2026-11-28-sensitive-apart',
    ['incident_count', 'incident_revision', 'category_count', 'response_count', 'event_count', 'duration_count'].map(
      (table) => `delete from ${table} where category in ('domestic_violence', 'school_safety')`,
    ),
  ),
  defineMigration('2026-11-28-demonstration-responses', [
    // Those of response_count that are of invented incidents.
    `create table demonstration_response_count (
       category text not null,
       bucket smallint not null,
       responses bigint not null,
       primary key (category, bucket)
     ) with (fillfactor = 50)`,
  ]),
  defineMigration('2026-11-29-detail-counts', DETAIL_TABLES),
];

function withoutBounds(table: string): string {
  // Not COUNTS, which may change.
  const counts = ['incidents', 'killed', 'injured', 'defenders_killed', 'defenders_injured'];
  return `alter table ${table} ${counts.map((count) => `drop constraint ${table}_${count}_check`).join(', ')}`;
}

const RESPONSE_RIGHTS: Rights[string] = {
  rebuiltFrom: 'incidents',
  insert: true,
  update: ['responses'],
  delete: true,
  reader: { columns: ['category', 'bucket', 'responses'], rows: NOT_SENSITIVE },
};

export const INCIDENT_RIGHTS: Rights = {
  incident_count: {
    rebuiltFrom: 'incidents',
    insert: true,
    update: CELL_COUNTS,
    delete: true,
    reader: { columns: ['territory_code', 'day', 'category', 'demonstration', ...CELL_COUNTS], rows: NOT_SENSITIVE },
  },
  incident_revision: {
    rebuiltFrom: 'incidents',
    insert: true,
    update: CELL_COUNTS,
    delete: true,
    reader: { columns: [...REVISION_KEY, ...CELL_COUNTS], rows: NOT_SENSITIVE },
  },
  category_count: {
    rebuiltFrom: 'incidents',
    insert: true,
    update: COUNTS,
    delete: true,
    reader: { columns: ['category', 'demonstration', ...COUNTS], rows: NOT_SENSITIVE },
  },
  response_count: RESPONSE_RIGHTS,
  demonstration_response_count: RESPONSE_RIGHTS,
  ...COUNTER_RIGHTS,
  ...DETAIL_RIGHTS,
};

/** What a rebuild compares. Sensitive counters are not among it: a difference is a figure. */
export const COMPARED_INCIDENTS: readonly CounterTable[] = [
  {
    name: 'incident_count',
    keys: ['territory_code', 'day', 'category', 'demonstration'],
    counts: CELL_COUNTS,
    added: OF_COUNTRY,
  },
  { name: 'incident_revision', keys: REVISION_KEY, counts: CELL_COUNTS, added: OF_COUNTRY },
  { name: 'category_count', keys: ['category', 'demonstration'], counts: COUNTS },
  { name: 'response_count', keys: ['category', 'bucket'], counts: ['responses'] },
  { name: 'demonstration_response_count', keys: ['category', 'bucket'], counts: ['responses'] },
  ...COMPARED_COUNTERS,
  COMPARED_DETAILS,
];

/** One statement for all cells; others for details, for what was known late, and for sensitive categories. */
export function addIncidents({ cells, categories, revisions, sensitive, details }: CountGrowth, today: Day): Step[] {
  if (cells.length === 0) return addSensitive(sensitive);
  const values = [...growthColumns(categories), ...placeColumns(cells), ...cellColumns(cells)];
  const late = mayBeRolled(cells, today);
  return [
    { statement: GROW, values },
    ...(late.length === 0 ? [] : growRolled(GROW_ROLLED, [...placeColumns(late), ...cellColumns(late)])),
    ...addRevisions(revisions),
    ...addSensitive(sensitive),
    ...addDetails(details),
  ];
}

function addRevisions(revisions: readonly RevisionGrowth[]): Step[] {
  if (revisions.length === 0) return [];
  const days = revisions.map(({ knownOn }) => knownOn);
  return [{ statement: REVISE, values: [days, ...placeColumns(revisions), ...cellColumns(revisions)] }];
}

function placeColumns(cells: readonly CellGrowth[]): unknown[] {
  return [cells.map(({ territoryCode }) => territoryCode), cells.map(({ day }) => day)];
}

function growthColumns(counters: readonly CategoryGrowth[]): unknown[] {
  return [
    counters.map(({ category }) => category),
    counters.map(({ demonstration }) => demonstration),
    counters.map(({ growth }) => growth.incidents),
    counters.map(({ growth }) => growth.killed),
    counters.map(({ growth }) => growth.injured),
    counters.map(({ growth }) => growth.defendersKilled),
    counters.map(({ growth }) => growth.defendersInjured),
  ];
}

function cellColumns(cells: readonly CellGrowth[]): unknown[] {
  return [
    ...growthColumns(cells),
    cells.map(({ growth }) => growth.childrenKilled),
    cells.map(({ growth }) => growth.childrenInjured),
    ...CHANNELS.map((channel) => cells.map(({ channels }) => channels[channel] ?? 0)),
  ];
}

function growing(table: string, counts: readonly string[]): string {
  return counts.map((count) => `${count} = ${table}.${count} + excluded.${count}`).join(', ');
}

/** The parameters of an `unnest`, from this one on. */
function parameters(first: number, types: readonly string[]): string {
  return types.map((type, index) => `$${first + index}::${type}[]`).join(', ');
}

const CELL_TYPES = ['text', 'date', 'text', 'boolean', ...CELL_COUNTS.map(() => 'bigint')];

const GROW = prepared(`
  with whole_country as (
    insert into category_count (category, demonstration, ${COUNTS.join(', ')})
    select * from unnest($1::text[], $2::boolean[],
                         $3::bigint[], $4::bigint[], $5::bigint[], $6::bigint[], $7::bigint[])
    on conflict (category, demonstration) do update set ${growing('category_count', COUNTS)}
  )
  insert into incident_count (territory_code, day, category, demonstration, ${CELL_COUNTS.join(', ')})
  select * from unnest(${parameters(8, CELL_TYPES)})
  on conflict (territory_code, day, category, demonstration) do update set ${growing('incident_count', CELL_COUNTS)}`);

const GROW_ROLLED = growingCells(parameters(1, CELL_TYPES), CELL_COUNTS);

const REVISE = prepared(`
  insert into incident_revision (known_on, territory_code, day, category, demonstration, ${CELL_COUNTS.join(', ')})
  select * from unnest(${parameters(1, ['date', ...CELL_TYPES])})
  on conflict (${REVISION_KEY.join(', ')}) do update set ${growing('incident_revision', CELL_COUNTS)}`);

/** Nothing for no responses. @param demonstration the part of the growth that is of invented incidents. */
export function addResponses(growth: readonly BucketCount[], demonstration: readonly BucketCount[]): Step[] {
  return [...growResponses(RESPONSES, growth), ...growResponses(DEMONSTRATION_RESPONSES, demonstration)];
}

function growResponses(statement: Step['statement'], growth: readonly BucketCount[]): Step[] {
  if (growth.length === 0) return [];
  const values = [
    growth.map(({ category }) => category),
    growth.map(({ bucket }) => bucket),
    growth.map(({ responses }) => responses),
  ];
  return [{ statement, values }];
}

function growingResponses(table: string) {
  return prepared(`
    insert into ${table} (category, bucket, responses)
    select * from unnest($1::text[], $2::smallint[], $3::bigint[])
    on conflict (category, bucket) do update set ${growing(table, ['responses'])}`);
}

const RESPONSES = growingResponses('response_count');
const DEMONSTRATION_RESPONSES = growingResponses('demonstration_response_count');
