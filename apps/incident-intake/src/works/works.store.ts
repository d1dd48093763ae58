import { rows, toDate, toOptionalDate, type EntityManager, type Rights } from '@safe-community/database';
import type { Day } from '@safe-community/domain-kit';
import type { Execution, ReturnReason, WorkDay } from './works.ts';
import type { RecordedList, WorksItem, WorksList } from './works-list.ts';

/** The yearly lists of councils, in every version, and how works are executed. Nothing in them names a person. */
export const WORKS_TABLES: readonly string[] = [
  `create table works_list (
     hromada_code text not null,
     valid_from date not null,
     version integer not null,
     -- of the council
     decision text not null,
     items jsonb not null,
     recorded_at timestamptz not null,
     -- name of the calling system
     caller text not null,
     primary key (hromada_code, valid_from, version)
   )`,
  `create table works_execution (
     outcome_id uuid primary key references outcome,
     incident_id uuid not null,
     item_code text not null,
     effective_on date not null,
     referred_on date not null,
     late boolean not null,
     recorded_at timestamptz not null,
     state text not null,
     ended_on date,
     return_reason text
   )`,
  // Needed by executionsOf (works.store.ts).
  `create index works_execution_of_incident on works_execution (incident_id)`,
  `create table works_day (
     outcome_id uuid not null references works_execution,
     day date not null,
     hours smallint not null,
     missed_hours smallint not null,
     primary key (outcome_id, day)
   )`,
];

export const WORKS_RIGHTS: Rights = {
  works_list: { insert: true, reader: { columns: ['hromada_code', 'valid_from', 'version', 'decision'] } },
  works_execution: { insert: true, update: ['state', 'ended_on', 'return_reason'] },
  works_day: { insert: true, update: ['hours', 'missed_hours'] },
};

interface ListRow {
  readonly hromada_code: string;
  readonly valid_from: string;
  readonly version: number;
  readonly decision: string;
  readonly items: readonly WorksItem[];
  readonly recorded_at: string;
  readonly caller: string;
  readonly replaced_at: string | null;
}

function toList(row: ListRow): RecordedList {
  return {
    hromadaCode: row.hromada_code,
    validFrom: row.valid_from,
    decision: row.decision,
    items: row.items,
    version: row.version,
    recordedAt: toDate(row.recorded_at),
    caller: row.caller,
    replacedAt: toOptionalDate(row.replaced_at),
  };
}

const LIST_COLUMNS = `
  hromada_code, valid_from::text, version, decision, items, recorded_at, caller,
  lead(recorded_at) over (partition by hromada_code, valid_from order by version) as replaced_at`;

// Unique among the advisory locks with two numbers.
const LIST_LOCK = 0x77_6c_73_74;

/** The latest version of the list of a first day. Other writes of lists of the hromada wait until the transaction ends. */
export async function lockList(
  tx: EntityManager,
  { hromadaCode, validFrom }: Pick<WorksList, 'hromadaCode' | 'validFrom'>,
): Promise<{ readonly version: number } | undefined> {
  await rows(tx, 'select pg_advisory_xact_lock($1, hashtext($2))', [LIST_LOCK, hromadaCode]);
  const [found] = await rows<{ version: number }>(
    tx,
    'select version from works_list where hromada_code = $1 and valid_from = $2 order by version desc limit 1',
    [hromadaCode, validFrom],
  );
  return found;
}

export async function insertList(
  tx: EntityManager,
  { hromadaCode, validFrom, decision, items, version, recordedAt, caller }: Omit<RecordedList, 'replacedAt'>,
): Promise<void> {
  await rows(
    tx,
    `insert into works_list (hromada_code, valid_from, version, decision, items, recorded_at, caller)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [hromadaCode, validFrom, version, decision, JSON.stringify(items), recordedAt, caller],
  );
}

/** The list of a hromada that holds on a day: the latest one that began in the same year. */
export async function listOn(tx: EntityManager, hromadaCode: string, day: Day): Promise<WorksList | undefined> {
  const [found] = await rows<ListRow>(
    tx,
    `select hromada_code, valid_from::text, version, decision, items, recorded_at, caller, null as replaced_at
     from works_list
     where hromada_code = $1 and valid_from <= $2::date and valid_from >= date_trunc('year', $2::date)
     order by valid_from desc, version desc limit 1`,
    [hromadaCode, day],
  );
  return found && toList(found);
}

/** The list after which a page begins. */
export interface ListPlace {
  readonly validFrom: Day;
  readonly version: number;
}

/** All versions of the lists of a hromada, the latest first day and version first. */
export async function listLists(
  em: EntityManager,
  hromadaCode: string,
  after: ListPlace | undefined,
  most: number,
): Promise<RecordedList[]> {
  const found = await rows<ListRow>(
    em,
    `select * from (select ${LIST_COLUMNS} from works_list where hromada_code = $1) list
     where $2::text is null or (valid_from, version) < ($2::text, $3::int)
     order by valid_from desc, version desc limit $4`,
    [hromadaCode, after?.validFrom ?? null, after?.version ?? null, most],
  );
  return found.map(toList);
}

interface ExecutionRow {
  readonly outcome_id: string;
  readonly item_code: string;
  readonly effective_on: string;
  readonly referred_on: string;
  readonly late: boolean;
  readonly recorded_at: string;
  readonly state: Execution['state'];
  readonly ended_on: string | null;
  readonly return_reason: ReturnReason | null;
}

interface DayRow {
  readonly outcome_id: string;
  readonly day: string;
  readonly hours: number;
  readonly missed_hours: number;
}

/** The works of an incident that were referred, oldest first. */
export async function executionsOf(em: EntityManager, incidentId: string): Promise<Execution[]> {
  const found = await rows<ExecutionRow>(
    em,
    `select outcome_id, item_code, effective_on::text, referred_on::text, late, recorded_at, state, ended_on::text,
       return_reason
     from works_execution where incident_id = $1 order by recorded_at, outcome_id`,
    [incidentId],
  );
  const days = await rows<DayRow>(
    em,
    `select outcome_id, day::text, hours, missed_hours from works_day
     where outcome_id = any ($1::uuid[]) order by day`,
    [found.map(({ outcome_id }) => outcome_id)],
  );
  return found.map((row) => ({
    outcomeId: row.outcome_id,
    itemCode: row.item_code,
    effectiveOn: row.effective_on,
    referredOn: row.referred_on,
    isLate: row.late,
    recordedAt: toDate(row.recorded_at),
    state: row.state,
    endedOn: row.ended_on ?? '',
    returnReason: row.return_reason ?? undefined,
    days: days
      .filter(({ outcome_id }) => outcome_id === row.outcome_id)
      .map(({ day, hours, missed_hours: missedHours }) => ({ day, hours, missedHours })),
  }));
}

export async function insertExecution(tx: EntityManager, incidentId: string, execution: Execution): Promise<void> {
  const { outcomeId, itemCode, effectiveOn, referredOn, isLate, recordedAt, state } = execution;
  await rows(
    tx,
    `insert into works_execution
       (outcome_id, incident_id, item_code, effective_on, referred_on, late, recorded_at, state)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [outcomeId, incidentId, itemCode, effectiveOn, referredOn, isLate, recordedAt, state],
  );
}

export async function saveDay(
  tx: EntityManager,
  outcomeId: string,
  { day, hours, missedHours }: WorkDay,
): Promise<void> {
  await rows(
    tx,
    `insert into works_day (outcome_id, day, hours, missed_hours) values ($1, $2, $3, $4)
     on conflict (outcome_id, day) do update set hours = excluded.hours, missed_hours = excluded.missed_hours`,
    [outcomeId, day, hours, missedHours],
  );
}

export async function saveEnd(
  tx: EntityManager,
  { outcomeId, state, endedOn, returnReason }: Execution,
): Promise<void> {
  await rows(tx, 'update works_execution set state = $2, ended_on = $3, return_reason = $4 where outcome_id = $1', [
    outcomeId,
    state,
    endedOn,
    returnReason ?? null,
  ]);
}
