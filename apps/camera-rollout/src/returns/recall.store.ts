import { rows, toDate, type EntityManager, type Rights } from '@safe-community/database';
import type { Day } from '@safe-community/domain-kit';
import { CAMERA_CUSTODY_ROWS, CAMERA_ROWS, lockChosen } from '../cameras/module.ts';
import { PATROL_OFFICER_ROWS } from '../strength/module.ts';
import type { RecallCause } from './return-term.ts';

export const RECALL_TABLES: readonly string[] = [
  `create table camera_recall (
     recall_id uuid primary key,
     camera_id uuid not null references camera,
     officer_id uuid not null,
     -- of the custody that is to end
     issued_at timestamptz not null,
     cause text not null check (cause in ('dismissed', 'moved')),
     recalled_at timestamptz not null,
     unique (camera_id, issued_at)
   )`,
];

export const RECALL_RIGHTS: Rights = {
  camera_recall: {
    insert: true,
    reader: { columns: ['recall_id', 'camera_id', 'issued_at', 'cause', 'recalled_at'] },
  },
};

/** A camera whose holder may no longer have it. */
export interface Misheld {
  readonly cameraId: string;
  readonly officerId: string;
  readonly issuedAt: Date;
  readonly cause: RecallCause;
  readonly unitCode: string;
  readonly oblastCode: string;
}

interface MisheldRow {
  readonly camera_id: string;
  readonly officer_id: string;
  readonly issued_at: string;
  readonly cause: RecallCause;
  readonly unit_code: string;
  readonly oblast_code: string;
}

/** Issued cameras whose holder was dismissed or moved and that are not recalled yet, locked. */
export async function takeMisheld(tx: EntityManager, most: number): Promise<Misheld[]> {
  // The locks keep the cameras from being returned before the recall is committed.
  const locked = await lockChosen(tx, `select camera_id ${UNRECALLED}`, most);
  if (locked.length === 0) return [];
  // What was committed before them may be missing in the snapshot of the statement above.
  return (await rows<MisheldRow>(tx, TAKE, [locked])).map(toMisheld);
}

/**
 * The event of a move is older than the issue if the registry said meanwhile that the officer belongs to the unit: then
 * the event that follows is still to come. An import asks the registry when it records an issue of the past. A minute
 * covers the clocks of two services.
 */
const MISHELD = `
  camera.state = 'issued' and (officer.state = 'dismissed' or (officer.unit_code <> camera.unit_code
    and officer.changed_at > coalesce((
      select recorded_at from ${CAMERA_CUSTODY_ROWS} custody
      where custody.camera_id = camera.camera_id and custody.end_at is null
    ), camera.issued_at) - interval '1 minute'))`;

const UNRECALLED = `
  from ${CAMERA_ROWS} camera join ${PATROL_OFFICER_ROWS} officer on officer.officer_id = camera.holder_id
  where ${MISHELD} and not exists (
    select from camera_recall recall where recall.camera_id = camera.camera_id and recall.issued_at = camera.issued_at
  )`;

const TAKE = `
  select camera_id, camera.holder_id as officer_id, issued_at, camera.unit_code, camera.oblast_code,
    case when officer.state = 'dismissed' then 'dismissed' else 'moved' end as cause
  ${UNRECALLED} and camera_id = any ($1::uuid[]) order by camera_id`;

function toMisheld(row: MisheldRow): Misheld {
  return {
    cameraId: row.camera_id,
    officerId: row.officer_id,
    issuedAt: toDate(row.issued_at),
    cause: row.cause,
    unitCode: row.unit_code,
    oblastCode: row.oblast_code,
  };
}

export interface Recall extends Misheld {
  /** UUID version 7. */
  readonly recallId: string;
  readonly recalledAt: Date;
}

export async function addRecalls(tx: EntityManager, recalls: readonly Recall[]): Promise<void> {
  await rows(tx, INSERT, [
    recalls.map(({ recallId }) => recallId),
    recalls.map(({ cameraId }) => cameraId),
    recalls.map(({ officerId }) => officerId),
    recalls.map(({ issuedAt }) => issuedAt),
    recalls.map(({ cause }) => cause),
    recalls.map(({ recalledAt }) => recalledAt),
  ]);
}

const INSERT = `
  insert into camera_recall
  select * from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::timestamptz[], $5::text[], $6::timestamptz[])`;

/** A recalled camera that is not returned. */
export interface DueReturn extends Recall {
  /** Absent while no term is set for the day of the recall. */
  readonly dueOn?: Day;
  /** Empty without a term. */
  readonly termSource: string;
}

export interface ReturnFilter {
  /** Empty: all. */
  readonly oblastCode: string;
  /** Empty: all. */
  readonly unitCode: string;
  /** Also those that are not overdue on `today`. */
  readonly includeOpen: boolean;
  readonly today: Day;
  /** Patterns of the oblast codes that the caller may see. */
  readonly visible: readonly string[];
}

/** Recalled cameras that are not returned, in the order of their recalls. */
export async function listReturns(
  em: EntityManager,
  { oblastCode, unitCode, includeOpen, today, visible }: ReturnFilter,
  after: string | undefined,
  most: number,
): Promise<DueReturn[]> {
  const values = [oblastCode, unitCode, includeOpen, today, visible, after ?? null, most];
  return (await rows<ReturnRow>(em, LIST, values)).map(toReturn);
}

/** The term on the day of the recall decides, also if it is set later. An officer who is back keeps the camera. */
const LIST = `
  select recall_id, camera_id, recall.officer_id, recall.issued_at, cause, recalled_at, camera.unit_code,
    camera.oblast_code, due_on::text, coalesce(term.source, '') as term_source
  from camera_recall recall
  join ${CAMERA_ROWS} camera using (camera_id)
  join ${PATROL_OFFICER_ROWS} officer on officer.officer_id = recall.officer_id
  left join lateral (
    select source, (recalled_at at time zone 'Europe/Kyiv')::date + days as due_on from return_term
    where effective_on <= (recalled_at at time zone 'Europe/Kyiv')::date order by effective_on desc limit 1
  ) term on true
  where camera.holder_id = recall.officer_id and camera.issued_at = recall.issued_at and ${MISHELD}
    and ($1 = '' or camera.oblast_code = $1) and ($2 = '' or camera.unit_code = $2)
    and ($3 or due_on < $4::date) and camera.oblast_code like any ($5::text[])
    and ($6::uuid is null or recall_id > $6)
  order by recall_id limit $7`;

interface ReturnRow extends MisheldRow {
  readonly recall_id: string;
  readonly recalled_at: string;
  readonly due_on: Day | null;
  readonly term_source: string;
}

function toReturn(row: ReturnRow): DueReturn {
  return {
    ...toMisheld(row),
    recallId: row.recall_id,
    recalledAt: toDate(row.recalled_at),
    ...(row.due_on === null ? {} : { dueOn: row.due_on }),
    termSource: row.term_source,
  };
}
