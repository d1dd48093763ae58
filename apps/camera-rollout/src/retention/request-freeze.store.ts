import { rows, type EntityManager } from '@safe-community/database';
import { FOOTAGE_REQUEST_ROWS } from '../footage-requests/module.ts';
import { RECORDING_ROWS } from '../recordings/module.ts';
import { CONCERNS, FREEZES, HANDED, KEEPS } from './freeze.store.ts';

/** A recording that a request freezes, or no longer does. */
export interface RequestFreeze {
  readonly footageRequestId: string;
  readonly recordingId: string;
}

/** A recording of a request that is frozen no longer. */
export interface EndedFreeze extends RequestFreeze {
  readonly oblastCode: string;
  readonly hromadaCode: string;
}

const NOT_FROZEN = `not exists (
  select from request_freeze f
  where f.footage_request_id = q.footage_request_id and f.recording_id = r.recording_id and f.ended_at is null
) and not exists (select from recording_expiry e where e.recording_id = r.recording_id and e.state = 'deleted')`;

const ENDED_COLUMNS = `
  f.footage_request_id as "footageRequestId", f.recording_id as "recordingId", r.oblast_code as "oblastCode",
  r.hromada_code as "hromadaCode"`;

const FREEZE = `q.footage_request_id as "footageRequestId", r.recording_id as "recordingId"`;

/**
 * One replica after another writes freezes down, so that each is written once. Call it before locks on recordings.
 * Resolves to the time of `takeLate`.
 */
export async function lockProgress(tx: EntityManager): Promise<string> {
  const [progress] = await rows<{ from: string }>(tx, PROGRESS);
  if (progress === undefined) throw new Error('the row of the progress is missing');
  return progress.from;
}

// A registration that began before another one may be committed after it, but not by minutes.
const PROGRESS = `select registered_to - interval '5 minutes' as from from request_freeze_progress for update`;

/** A request whose recordings were not looked for since its last step: it may freeze again what it had not. */
const OPENED = `
  select q.footage_request_id as id, q.version from ${FOOTAGE_REQUEST_ROWS} q
  where ${KEEPS} and not exists (
    select from request_freeze_scan s
    where s.footage_request_id = q.footage_request_id and s.keeps and s.version = q.version
  )
  order by q.footage_request_id limit 1`;

/** A request that no longer freezes its recordings. */
const CLOSED = `
  select s.footage_request_id as id, q.version
  from request_freeze_scan s join ${FOOTAGE_REQUEST_ROWS} q using (footage_request_id)
  where s.keeps and not ${KEEPS} order by 1 limit 1`;

interface ScannedRequest {
  readonly id: string;
  readonly version: number;
}

/** Recordings that a request concerns since its last step; undefined if there is no such request. */
export async function takeOpened(tx: EntityManager, most: number): Promise<RequestFreeze[] | undefined> {
  await lockProgress(tx);
  const [request] = await rows<ScannedRequest>(tx, OPENED);
  if (request === undefined) return undefined;
  const found = await rows<RequestFreeze>(tx, OF_REQUEST, [request.id, most]);
  if (found.length < most) await markScanned(tx, request, true);
  return found;
}

const OF_REQUEST = `
  select ${FREEZE} from ${FOOTAGE_REQUEST_ROWS} q join ${RECORDING_ROWS} r on ${CONCERNS}
  where q.footage_request_id = $1 and ${FREEZES} and ${NOT_FROZEN} order by r.recording_id limit $2`;

/** Ends the freezes of a request that no longer freezes; undefined if there is none. */
export async function takeClosed(tx: EntityManager, at: Date, most: number): Promise<EndedFreeze[] | undefined> {
  await lockProgress(tx);
  const [request] = await rows<ScannedRequest>(tx, CLOSED);
  if (request === undefined) return undefined;
  const ended = await rows<EndedFreeze>(tx, ENDED, [request.id, at, most]);
  if (ended.length < most) await markScanned(tx, request, false);
  return ended;
}

const ENDED = `
  update request_freeze f set ended_at = $2 from ${RECORDING_ROWS} r
  where f.footage_request_id = $1 and r.recording_id = f.recording_id and f.recording_id = any (array(
    select recording_id from request_freeze where footage_request_id = $1 and ended_at is null
    order by recording_id limit $3))
  returning ${ENDED_COLUMNS}`;

/** Ends the freezes of recordings that were handed over by their granted request. */
export async function takeHandedOver(tx: EntityManager, at: Date, most: number): Promise<EndedFreeze[]> {
  await lockProgress(tx);
  return rows<EndedFreeze>(tx, HANDED_OVER, [at, most]);
}

const HANDED_OVER = `
  update request_freeze f set ended_at = $1 from (
    select f.footage_request_id, f.recording_id
    from request_freeze f join ${FOOTAGE_REQUEST_ROWS} q using (footage_request_id) join ${RECORDING_ROWS} r using (recording_id)
    where f.handed_over and f.ended_at is null and ${FREEZES} is not true order by 1, 2 limit $2
  ) handed join ${RECORDING_ROWS} r using (recording_id)
  where f.footage_request_id = handed.footage_request_id and f.recording_id = handed.recording_id
  returning ${ENDED_COLUMNS}`;

/** Marks the freeze of a recording that is handed over; its entry of custody follows in the transaction. */
export async function markHandedOver(tx: EntityManager, recordingId: string, footageRequestId: string): Promise<void> {
  await rows(tx, MARK_HANDED_OVER, [recordingId, footageRequestId]);
}

const MARK_HANDED_OVER = `
  update request_freeze set handed_over = true where recording_id = $1 and footage_request_id = $2 and ended_at is null`;

/** Recordings that were registered since the last time and that a request freezes. */
export async function takeLate(tx: EntityManager, most: number): Promise<RequestFreeze[]> {
  const found = await rows<RequestFreeze>(tx, LATE, [await lockProgress(tx), most]);
  if (found.length < most) await rows(tx, ADVANCE);
  return found;
}

const LATE = `
  select ${FREEZE} from ${FOOTAGE_REQUEST_ROWS} q join ${RECORDING_ROWS} r on ${CONCERNS}
  where ${FREEZES} and r.registered_at >= $1 and ${NOT_FROZEN} order by r.recording_id limit $2`;

/** Recordings that a request freezes since they were linked to its incident. */
export function findLinked(
  tx: EntityManager,
  incidentIds: readonly string[],
  recordingIds: readonly string[],
): Promise<RequestFreeze[]> {
  return rows<RequestFreeze>(tx, LINKED, [incidentIds, recordingIds]);
}

const LINKED = `
  select ${FREEZE} from ${FOOTAGE_REQUEST_ROWS} q join ${RECORDING_ROWS} r on r.incident_id = q.incident_id
  where q.incident_id = any ($1::uuid[]) and ${FREEZES} and r.recording_id = any ($2::uuid[])
    and ${NOT_FROZEN} order by r.recording_id`;

/** Ends the freezes of recordings that a request no longer concerns, since their link was removed. */
export function endUnlinked(
  tx: EntityManager,
  incidentIds: readonly string[],
  recordingIds: readonly string[],
  at: Date,
): Promise<EndedFreeze[]> {
  return rows<EndedFreeze>(tx, UNLINKED, [incidentIds, recordingIds, at]);
}

const UNLINKED = `
  update request_freeze f set ended_at = $3 from ${FOOTAGE_REQUEST_ROWS} q, ${RECORDING_ROWS} r
  where q.incident_id = any ($1::uuid[]) and ${KEEPS} and f.footage_request_id = q.footage_request_id
    and f.recording_id = any ($2::uuid[]) and f.ended_at is null and r.recording_id = f.recording_id
    and ${CONCERNS} is not true
  returning ${ENDED_COLUMNS}`;

const ADVANCE = `
  update request_freeze_progress set registered_to = latest
  from (select max(registered_at) as latest from ${RECORDING_ROWS} recording) found
  where latest > registered_to`;

function markScanned(tx: EntityManager, { id, version }: ScannedRequest, keeps: boolean): Promise<unknown> {
  return rows(tx, MARK, [id, keeps, version]);
}

const MARK = `
  insert into request_freeze_scan (footage_request_id, keeps, version) values ($1, $2, $3)
  on conflict (footage_request_id) do update set (keeps, version) = (excluded.keeps, excluded.version)`;

/** Call it with locks on the recordings: one may have been handed over since it was found. */
export async function saveFreezes(tx: EntityManager, freezes: readonly RequestFreeze[], at: Date): Promise<void> {
  const requestIds = freezes.map(({ footageRequestId }) => footageRequestId);
  await rows(tx, SAVE, [requestIds, freezes.map(({ recordingId }) => recordingId), at]);
  await rows(tx, BEGIN_SCAN, [requestIds]);
}

// A request may be refused before all its recordings are found: those that were found have to be unfrozen.
const BEGIN_SCAN = `
  insert into request_freeze_scan (footage_request_id)
  select distinct id from unnest($1::uuid[]) as id
  on conflict (footage_request_id) do update set (keeps, version) = (true, 0) where not request_freeze_scan.keeps`;

const SAVE = `
  insert into request_freeze (footage_request_id, recording_id, frozen_at, handed_over)
  select q.footage_request_id, r.recording_id, $3::timestamptz, ${HANDED}
  from unnest($1::uuid[], $2::uuid[]) as found (footage_request_id, recording_id)
    join ${FOOTAGE_REQUEST_ROWS} q using (footage_request_id) join ${RECORDING_ROWS} r using (recording_id)
  on conflict (footage_request_id, recording_id) do update
  set (frozen_at, ended_at, handed_over) = (excluded.frozen_at, null, excluded.handed_over)`;
