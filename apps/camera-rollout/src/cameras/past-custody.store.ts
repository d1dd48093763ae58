import { prepared, rows, toDate, toOptionalDate, type EntityManager } from '@safe-community/database';
import type { CameraState } from './camera-steps.ts';
import type { Actor } from './custody.store.ts';
import type { KnownEntry, PastHolding } from './past-custody.ts';

/** The id of a camera; no two share a serial number of one model. */
export async function findCameraId(
  em: EntityManager,
  { serialNumber, model }: Pick<PastHolding, 'serialNumber' | 'model'>,
): Promise<string | undefined> {
  const [found] = await rows<{ camera_id: string }>(em, BY_SERIAL, [model, serialNumber]);
  return found?.camera_id;
}

const BY_SERIAL = prepared('select camera_id from camera where model = $1 and serial_number = $2');

/** The custody of a camera, which is locked. */
export async function readCustody(tx: EntityManager, cameraId: string): Promise<KnownEntry[]> {
  return (await rows<EntryRow>(tx, ENTRIES, [cameraId])).map((row) => ({
    number: row.number,
    state: row.state,
    unitCode: row.unit_code,
    oblastCode: row.oblast_code,
    startAt: toDate(row.start_at),
    endAt: toOptionalDate(row.end_at),
  }));
}

const ENTRIES = prepared(`
  select number, state, unit_code, oblast_code, start_at, end_at from camera_custody where camera_id = $1
  order by number`);

interface EntryRow {
  readonly number: number;
  readonly state: CameraState;
  readonly unit_code: string;
  readonly oblast_code: string;
  readonly start_at: string;
  readonly end_at: string | null;
}

/** Whether the officer had a camera in a time of the past. Other imports about the officer wait for the transaction. */
export async function hadCameraDuring(
  tx: EntityManager,
  { officerId, issuedAt, returnedAt }: Pick<PastHolding, 'officerId' | 'issuedAt' | 'returnedAt'>,
): Promise<boolean> {
  await lockPast(tx, officerId);
  return (await rows(tx, HAD, [officerId, issuedAt, returnedAt])).length > 0;
}

const HAD = prepared(`
  select from camera_custody
  where officer_id = $1 and state = 'issued' and start_at < $3 and (end_at is null or end_at > $2) limit 1`);

/**
 * When the officer handed in the last camera, undefined while the officer has it. Undefined if the officer never had one.
 * Other imports about the officer wait for the transaction.
 */
export async function findLastHolding(
  tx: EntityManager,
  officerId: string,
): Promise<{ readonly endAt: Date | undefined } | undefined> {
  await lockPast(tx, officerId);
  const [last] = await rows<{ readonly end_at: string | null }>(tx, LAST_HOLDING, [officerId]);
  return last && { endAt: toOptionalDate(last.end_at) };
}

const LAST_HOLDING = prepared(`
  select end_at from camera_custody where officer_id = $1 and state = 'issued' order by end_at desc nulls first limit 1`);

// Unique among the advisory locks with two numbers.
const PAST_LOCK = 0x70_61_73_74;

/** Imports of the past of an officer wait for each other: two cameras must not come to be with one officer at a time. */
async function lockPast(tx: EntityManager, officerId: string): Promise<void> {
  await rows(tx, 'select pg_advisory_xact_lock($1, hashtext($2))', [PAST_LOCK, officerId]);
}

/** Parts a time in stock in two, with the holding between them; later entries get higher numbers. */
export async function insertHolding(
  tx: EntityManager,
  cameraId: string,
  stock: KnownEntry,
  { officerId, issuedAt, returnedAt, reason }: PastHolding,
  actor: Actor,
  now: Date,
): Promise<void> {
  // In two statements, because a number must not stand twice in between.
  await rows(tx, MAKE_ROOM, [cameraId, stock.number]);
  await rows(tx, RENUMBER, [cameraId]);
  await rows(tx, END_STOCK, [cameraId, stock.number, issuedAt]);
  const { number, unitCode, oblastCode, endAt } = stock;
  const { caller, actingUser } = actor;
  const common = [cameraId, number, unitCode, oblastCode, officerId, issuedAt, returnedAt, endAt ?? null];
  await rows(tx, INSERT, [...common, reason, caller, actingUser, now]);
}

const MAKE_ROOM = prepared('update camera_custody set number = -number - 2 where camera_id = $1 and number > $2');
const RENUMBER = prepared('update camera_custody set number = -number where camera_id = $1 and number < 0');
const END_STOCK = prepared('update camera_custody set end_at = $3 where camera_id = $1 and number = $2');
const INSERT = prepared(`
  insert into camera_custody
    (camera_id, number, step, state, unit_code, oblast_code, officer_id, start_at, end_at, reason, caller, acting_user,
     recorded_at)
  values
    ($1::uuid, $2::int + 1, 'issue', 'issued', $3, $4, $5::uuid, $6::timestamptz, $7::timestamptz, '', $10, $11, $12),
    ($1, $2 + 2, 'return', 'in_stock', $3, $4, null, $7, $8::timestamptz, $9, $10, $11, $12::timestamptz)`);
