import { prepared, type Rights, type Step } from '@safe-community/database';
import type { Day } from '../calendar/module.ts';
import { growingCells, growRolled, mayBeRolled } from './roll-up.store.ts';
import { CHANNEL_COLUMNS, CHANNELS } from './channel.ts';
import type { CounterTable } from '../counting/module.ts';
import { addSensitive, COMPARED_COUNTERS, COUNTER_RIGHTS, NOT_SENSITIVE, OF_COUNTRY } from './counters.store.ts';
import { addDetails, COMPARED_DETAILS, DETAIL_RIGHTS } from './detail-counts.store.ts';
import type { CategoryGrowth, CellGrowth, CountGrowth, RevisionGrowth } from './incident-count.ts';
import type { BucketCount } from './response-time.ts';

const OWN_COLUMNS = `
  incidents bigint not null,
  killed bigint not null,
  injured bigint not null,
  defenders_killed bigint not null,
  defenders_injured bigint not null`;

const CELL_COLUMNS = `
  ${OWN_COLUMNS},
  children_killed bigint not null,
  children_injured bigint not null,
  -- incidents whose outcome nobody has stated yet
  outcomes_open bigint not null default 0,
  ${CHANNEL_COLUMNS.map((column) => `${column} bigint not null default 0`).join(', ')}`;

// No count has a lower bound: in a batch an incident may be withdrawn before it is counted, as events of one kind are
// applied together.
export const INCIDENT_TABLES: readonly string[] = [
  // By the country, each oblast and each hromada. The key begins with what every query names.
  // Free space in the pages keeps the updates of today's cells off the index.
  `create table incident_count (
     territory_code text not null,
     day date not null,
     category text not null,
     ${CELL_COLUMNS},
     primary key (territory_code, day, category)
   ) with (fillfactor = 70)`,
  // What became known of a cell of incident_count on a later day than its own: mostly nothing.
  `create table incident_revision (
     territory_code text not null,
     day date not null,
     category text not null,
     -- the day on which the service that publishes the events recorded them
     known_on date not null,
     ${CELL_COLUMNS},
     primary key (territory_code, day, category, known_on)
   )`,
  // The whole country and all time, for the comparison with intake.
  `create table category_count (
     category text primary key,
     ${OWN_COLUMNS}
   ) with (fillfactor = 20)`,
  `create table response_count (
     category text not null,
     bucket smallint not null,
     responses bigint not null,
     primary key (category, bucket)
   ) with (fillfactor = 50)`,
];

const COUNTS = ['incidents', 'killed', 'injured', 'defenders_killed', 'defenders_injured'];
const FURTHER = ['children_killed', 'children_injured', 'outcomes_open'];
/** Of the incidents by channel, those of an unknown one are the rest. */
const CELL_COUNTS = [...COUNTS, ...FURTHER, ...CHANNEL_COLUMNS];
const REVISION_KEY = ['territory_code', 'day', 'category', 'known_on'];

export const INCIDENT_RIGHTS: Rights = {
  incident_count: {
    rebuiltFrom: 'incidents',
    insert: true,
    update: CELL_COUNTS,
    delete: true,
    reader: { columns: ['territory_code', 'day', 'category', ...CELL_COUNTS], rows: NOT_SENSITIVE },
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
    reader: { columns: ['category', ...COUNTS], rows: NOT_SENSITIVE },
  },
  response_count: {
    rebuiltFrom: 'incidents',
    insert: true,
    update: ['responses'],
    delete: true,
    reader: { columns: ['category', 'bucket', 'responses'], rows: NOT_SENSITIVE },
  },
  ...COUNTER_RIGHTS,
  ...DETAIL_RIGHTS,
};

/** What a rebuild compares. Sensitive counters are not among it: a difference is a figure. */
export const COMPARED_INCIDENTS: readonly CounterTable[] = [
  {
    name: 'incident_count',
    keys: ['territory_code', 'day', 'category'],
    counts: CELL_COUNTS,
    added: OF_COUNTRY,
  },
  { name: 'incident_revision', keys: REVISION_KEY, counts: CELL_COUNTS, added: OF_COUNTRY },
  { name: 'category_count', keys: ['category'], counts: COUNTS },
  { name: 'response_count', keys: ['category', 'bucket'], counts: ['responses'] },
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
    cells.map(({ growth }) => growth.outcomesOpen),
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

const CELL_TYPES = ['text', 'date', 'text', ...CELL_COUNTS.map(() => 'bigint')];

const GROW = prepared(`
  with whole_country as (
    insert into category_count (category, ${COUNTS.join(', ')})
    select * from unnest($1::text[], $2::bigint[], $3::bigint[], $4::bigint[], $5::bigint[], $6::bigint[])
    on conflict (category) do update set ${growing('category_count', COUNTS)}
  )
  insert into incident_count (territory_code, day, category, ${CELL_COUNTS.join(', ')})
  select * from unnest(${parameters(7, CELL_TYPES)})
  on conflict (territory_code, day, category) do update set ${growing('incident_count', CELL_COUNTS)}`);

const GROW_ROLLED = growingCells(parameters(1, CELL_TYPES), CELL_COUNTS);

const REVISE = prepared(`
  insert into incident_revision (known_on, territory_code, day, category, ${CELL_COUNTS.join(', ')})
  select * from unnest(${parameters(1, ['date', ...CELL_TYPES])})
  on conflict (${REVISION_KEY.join(', ')}) do update set ${growing('incident_revision', CELL_COUNTS)}`);

/** Nothing for no responses. */
export function addResponses(growth: readonly BucketCount[]): Step[] {
  if (growth.length === 0) return [];
  const values = [
    growth.map(({ category }) => category),
    growth.map(({ bucket }) => bucket),
    growth.map(({ responses }) => responses),
  ];
  return [{ statement: RESPONSES, values }];
}

const RESPONSES = prepared(`
  insert into response_count (category, bucket, responses)
  select * from unnest($1::text[], $2::smallint[], $3::bigint[])
  on conflict (category, bucket) do update set ${growing('response_count', ['responses'])}`);
