import { rows, toDate, toOptionalDate, type EntityManager, type Rights } from '@safe-community/database';
import { preconditionFailed, type Day, type Decision } from '@safe-community/domain-kit';
import { CAMERA_CUSTODY_ROWS, CAMERA_ROWS, FIRMWARE_ROWS, type NamedRecall } from '../cameras/module.ts';
import type { FirmwareRecall, TrackedRecall } from './recall.ts';

export const RECALL_TABLES: readonly string[] = [
  `create table firmware_recall (
     recall_id uuid primary key,
     model text not null,
     firmware_version text not null,
     due_on date not null,
     source text not null,
     recalled_at timestamptz not null,
     -- none while a camera has the firmware
     completed_at timestamptz
   )`,
  // Needed by addRecall (recall.store.ts).
  `create unique index firmware_recall_open on firmware_recall (model, firmware_version) where completed_at is null`,
];

export const RECALL_RIGHTS: Rights = {
  firmware_recall: {
    insert: true,
    update: ['completed_at'],
    reader: { columns: ['recall_id', 'model', 'firmware_version', 'due_on', 'source', 'recalled_at', 'completed_at'] },
  },
};

/** Cameras that have the firmware and are not retired. */
export async function countWith(em: EntityManager, model: string, firmwareVersion: string): Promise<number> {
  const statement = `select count(*)::int as cameras from ${CAMERA_ROWS} camera
    where model = $1 and firmware_version = $2 and state <> 'retired'`;
  const [found] = await rows<{ cameras: number }>(em, statement, [model, firmwareVersion]);
  return found?.cameras ?? 0;
}

/**
 * The newest recall of a firmware. A complete one says that no camera has it, which is no longer true once another camera
 * comes with it.
 */
export async function findRecallOf(
  tx: EntityManager,
  { model, firmwareVersion }: { readonly model: string; readonly firmwareVersion: string },
): Promise<NamedRecall | undefined> {
  const statement = `select recall_id as "recallId", source from firmware_recall
    where model = $1 and firmware_version = $2 order by recalled_at desc limit 1`;
  const [found] = await rows<NamedRecall>(tx, statement, [model, firmwareVersion]);
  return found;
}

/** FIRMWARE_RECALLED if it is recalled already. */
export async function addRecall<Recall extends FirmwareRecall>(
  tx: EntityManager,
  recall: Recall,
): Promise<Decision<Recall>> {
  const { recallId, model, firmwareVersion, dueOn, source, recalledAt } = recall;
  const added = await rows(tx, INSERT, [recallId, model, firmwareVersion, dueOn, source, recalledAt]);
  return added.length > 0 ? recall : preconditionFailed('FIRMWARE_RECALLED', 'this firmware is recalled already');
}

const INSERT = `
  insert into firmware_recall (recall_id, model, firmware_version, due_on, source, recalled_at)
  values ($1, $2, $3, $4, $5, $6)
  on conflict (model, firmware_version) where completed_at is null do nothing
  returning recall_id`;

// A camera that was retired before the recall was not affected.
const PROGRESS = `
  select recall.*, due_on::text as due_on, progress.*
  from firmware_recall recall cross join lateral (
    select count(*)::int as affected,
      (count(*) filter (where has_it and state in ('in_stock', 'issued', 'in_repair')))::int as remaining,
      (count(*) filter (where has_it and state = 'lost'))::int as lost
    from (
      select camera_id, bool_or(end_at is null) as has_it
      from ${FIRMWARE_ROWS} firmware
      where firmware.firmware_version = recall.firmware_version
        and (firmware.end_at is null or firmware.end_at >= recall.recalled_at)
      group by camera_id
    ) had
    join ${CAMERA_ROWS} camera using (camera_id)
    where camera.model = recall.model and not exists (
      select from ${CAMERA_CUSTODY_ROWS} custody
      where custody.camera_id = had.camera_id and custody.state = 'retired' and custody.start_at <= recall.recalled_at
        and (custody.end_at is null or custody.end_at > recall.recalled_at)
    )
  ) progress`;

export async function findRecall(em: EntityManager, recallId: string): Promise<TrackedRecall | undefined> {
  const [found] = await rows<RecallRow>(em, `${PROGRESS} where recall_id = $1`, [recallId]);
  return found && toRecall(found);
}

/** In the order in which they were made. */
export async function listRecalls(
  em: EntityManager,
  includeComplete: boolean,
  after: string | undefined,
  most: number,
): Promise<TrackedRecall[]> {
  const statement = `${PROGRESS}
    where ($1 or completed_at is null) and ($2::uuid is null or recall_id > $2) order by recall_id limit $3`;
  return (await rows<RecallRow>(em, statement, [includeComplete, after ?? null, most])).map(toRecall);
}

/** Completes the open recalls of which no camera remains. */
export async function completeRecalls(tx: EntityManager, at: Date): Promise<TrackedRecall[]> {
  const done = await rows<{ recall_id: string }>(tx, DONE);
  if (done.length === 0) return [];
  const ids = done.map(({ recall_id }) => recall_id);
  await rows(tx, 'update firmware_recall set completed_at = $2 where recall_id = any($1::uuid[])', [ids, at]);
  return (await rows<RecallRow>(tx, `${PROGRESS} where recall_id = any($1::uuid[])`, [ids])).map(toRecall);
}

const DONE = `
  select recall_id from firmware_recall recall
  where completed_at is null and not exists (
    select from ${CAMERA_ROWS} camera
    where camera.model = recall.model and camera.firmware_version = recall.firmware_version
      and state in ('in_stock', 'issued', 'in_repair') and state <> 'retired'
  )
  for no key update of recall skip locked`;

interface RecallRow {
  readonly recall_id: string;
  readonly model: string;
  readonly firmware_version: string;
  readonly due_on: Day;
  readonly source: string;
  readonly recalled_at: string;
  readonly completed_at: string | null;
  readonly affected: number;
  readonly remaining: number;
  readonly lost: number;
}

function toRecall(row: RecallRow): TrackedRecall {
  const completedAt = toOptionalDate(row.completed_at);
  const { model, source, affected, remaining, lost } = row;
  return {
    recallId: row.recall_id,
    model,
    firmwareVersion: row.firmware_version,
    dueOn: row.due_on,
    source,
    recalledAt: toDate(row.recalled_at),
    ...(completedAt === undefined ? {} : { completedAt }),
    affected,
    remaining,
    lost,
  };
}
