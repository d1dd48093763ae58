import { rows, toDate, toOptionalDate, type EntityManager, type Rights } from '@safe-community/database';
import { CUSTODY_ENTRY_ROWS, HEADLESS } from '../custody/module.ts';
import { FOOTAGE_REQUEST_ROWS } from '../footage-requests/module.ts';
import { RECORDING_ROWS } from '../recordings/module.ts';
import { INCIDENT_ROWS } from '../incidents/module.ts';
import type { Hold, HoldKind } from './hold.ts';

export const FREEZE_TABLES: readonly string[] = [
  `create table recording_hold (
     hold_id uuid primary key,
     kind text not null check (kind in ('legal', 'case')),
     -- empty unless it is a case
     case_number text not null,
     reason text not null check (reason <> ''),
     placed_at timestamptz not null,
     -- name of the calling system
     caller text not null,
     released_at timestamptz,
     release_reason text not null,
     check ((kind = 'case') = (case_number <> ''))
   )`,
  `create table held_recording (
     hold_id uuid not null references recording_hold,
     recording_id uuid not null references recording,
     primary key (hold_id, recording_id)
   )`,
  // Needed by FROZEN, LIST_HOLDS (freeze.store.ts).
  'create index held_recording_of_recording on held_recording (recording_id)',
  // Which recordings a request for footage has frozen, as custody and events say. Whether a recording is frozen
  // follows from the request itself.
  `create table request_freeze (
     footage_request_id uuid not null references footage_request,
     recording_id uuid not null references recording,
     frozen_at timestamptz not null,
     -- none until the request is decided
     ended_at timestamptz,
     -- whether custody says so: the job ends the freeze
     handed_over boolean not null default false,
     primary key (footage_request_id, recording_id)
   )`,
  // Needed by ENDED (request-freeze.store.ts).
  `create index request_freeze_open on request_freeze (footage_request_id) where ended_at is null`,
  // Needed by HANDED_OVER (request-freeze.store.ts).
  `create index request_freeze_handed_over on request_freeze (footage_request_id, recording_id)
     where handed_over and ended_at is null`,
  // Requests whose recordings are all frozen, or all unfrozen.
  `create table request_freeze_scan (
     footage_request_id uuid primary key references footage_request,
     -- of the request, with which all its recordings were looked for
     version int not null default 0,
     -- whether there are freezes to end
     keeps boolean not null default true
   )`,
  // Needed by CLOSED (request-freeze.store.ts).
  'create index request_freeze_scan_keeps on request_freeze_scan (footage_request_id) where keeps',
  // Recordings that were registered until this time were compared with the open requests: one row.
  `create table request_freeze_progress (
     is_only boolean primary key default true check (is_only),
     registered_to timestamptz not null
   )`,
  `insert into request_freeze_progress (registered_to) values ('2000-01-01')`,
];

export const FREEZE_RIGHTS: Rights = {
  recording_hold: {
    insert: true,
    update: ['released_at', 'release_reason'],
    reader: { columns: ['hold_id', 'kind', 'placed_at', 'released_at'] },
  },
  held_recording: { insert: true, reader: { columns: ['hold_id', 'recording_id'] } },
  request_freeze: {
    insert: true,
    update: ['frozen_at', 'ended_at', 'handed_over'],
    reader: { columns: ['footage_request_id', 'recording_id', 'frozen_at', 'ended_at'] },
  },
  request_freeze_scan: { insert: true, update: ['version', 'keeps'] },
  request_freeze_progress: { update: ['registered_to'] },
};

const AT_ITS_TIME = `(
  r.started_at <= q.footage_to and r.started_at >= q.footage_from - interval '1 day'
  and r.started_at + r.duration_ms * interval '1 millisecond' >= q.footage_from
  and q.footage_from >= r.started_at - interval '1 day'
)`;

/**
 * Whether the request `q` concerns the recording `r`: it names its incident, or it covers a part of its time and names
 * its unit, or, without a unit, its place. A recording without a hromada may be of any of its oblast. What a request names
 * is of its time and place (see refuseUnknownFootage), so this covers it. Each case can use an index of recordings and one
 * of requests, because both last a day at most.
 */
export const CONCERNS = `(
  r.incident_id = q.incident_id
  or (r.unit_code = q.unit_code and q.unit_code <> '' and ${AT_ITS_TIME})
  or (r.oblast_code = q.oblast_code and q.unit_code = '' and r.hromada_code in ('', q.hromada_code) and ${AT_ITS_TIME})
)`;

/** Whether the recording `r` is linked to the incident `i`, and that is open. */
export const SHOWS_OPEN = `(i.incident_id = r.incident_id and i.is_open)`;

/** Whether the request `q` freezes any of its recordings. */
export const KEEPS = `(q.freezes <> 'none')`;

/** Whether custody says that the recording `r` was handed over by the request `q` since its decision. */
export const HANDED = `exists (
  select from ${CUSTODY_ENTRY_ROWS} c
  where c.recording_id = r.recording_id and c.kind in ('share', 'export') and c.occurred_at >= q.decided_at
    and c.facts = 'footage_request_id=' || q.footage_request_id
)`;

/**
 * Whether the request `q` freezes the recordings that it concerns, of which `r` is one: until it is decided, and then
 * while it can be appealed, or, if it was granted, until custody says that the recording was handed over by it.
 */
export const FREEZES = `(${KEEPS} and (q.freezes = 'all' or not ${HANDED}))`;

/**
 * Whether a hold, an open incident, or a request, complaint or appeal keeps the recording `r`, or its chain of custody has
 * lost its head: what shows that somebody altered it must not be deleted, and no entry could say that it was.
 */
export const FROZEN = `(
  exists (
    select from held_recording held join recording_hold using (hold_id)
    where held.recording_id = r.recording_id and released_at is null
  )
  or exists (select from ${INCIDENT_ROWS} i where ${SHOWS_OPEN})
  or exists (select from ${FOOTAGE_REQUEST_ROWS} q where ${FREEZES} and ${CONCERNS})
  or ${HEADLESS}
)`;

export async function insertHold(tx: EntityManager, hold: Hold, recordingIds: readonly string[]): Promise<void> {
  const { holdId, kind, caseNumber, reason, placedAt, caller } = hold;
  await rows(tx, INSERT_HOLD, [holdId, kind, caseNumber, reason, placedAt, caller]);
  await rows(tx, 'insert into held_recording (hold_id, recording_id) select $1, unnest($2::uuid[])', [
    holdId,
    recordingIds,
  ]);
}

const INSERT_HOLD = `
  insert into recording_hold (hold_id, kind, case_number, reason, placed_at, caller, release_reason)
  values ($1, $2, $3, $4, $5, $6, '')`;

export async function saveRelease(tx: EntityManager, { holdId, releasedAt, releaseReason }: Hold): Promise<void> {
  await rows(tx, 'update recording_hold set released_at = $2, release_reason = $3 where hold_id = $1', [
    holdId,
    releasedAt,
    releaseReason,
  ]);
}

/** A hold with the recordings that it concerns, by id. */
export interface PlacedHold extends Hold {
  readonly recordingIds: readonly string[];
}

/** The hold, locked until the transaction ends. */
export async function lockHold(tx: EntityManager, holdId: string): Promise<PlacedHold | undefined> {
  const [found] = await rows<HoldRow>(tx, `${HOLDS} where hold_id = $1 for update`, [holdId]);
  return found && toHold(found);
}

export interface HoldFilter {
  /** Patterns of the oblast codes that the caller may see. */
  readonly visible: readonly string[];
  /** Empty for all. */
  readonly recordingId: string;
  readonly includeReleased: boolean;
}

/** Holds of which the caller may see a recording, in the order in which they were placed. */
export async function listHolds(
  em: EntityManager,
  { visible, recordingId, includeReleased }: HoldFilter,
  after: string | undefined,
  most: number,
): Promise<PlacedHold[]> {
  const values = [visible, recordingId === '' ? null : recordingId, includeReleased, after ?? null, most];
  return (await rows<HoldRow>(em, LIST_HOLDS, values)).map(toHold);
}

const HOLDS = `
  select hold_id, kind, case_number, reason, placed_at, caller, released_at, release_reason,
    array(
      select recording_id::text from held_recording held where held.hold_id = recording_hold.hold_id
      order by recording_id
    ) as recording_ids
  from recording_hold`;

const LIST_HOLDS = `${HOLDS}
  where ($3 or released_at is null) and ($4::uuid is null or hold_id > $4) and exists (
    select from held_recording held join ${RECORDING_ROWS} r using (recording_id)
    where held.hold_id = recording_hold.hold_id and r.oblast_code like any ($1::text[])
      and ($2::uuid is null or held.recording_id = $2)
  )
  order by hold_id limit $5`;

interface HoldRow {
  readonly hold_id: string;
  readonly kind: HoldKind;
  readonly case_number: string;
  readonly reason: string;
  readonly placed_at: string;
  readonly caller: string;
  readonly released_at: string | null;
  readonly release_reason: string;
  readonly recording_ids: readonly string[];
}

function toHold(row: HoldRow): PlacedHold {
  return {
    holdId: row.hold_id,
    kind: row.kind,
    caseNumber: row.case_number,
    reason: row.reason,
    placedAt: toDate(row.placed_at),
    caller: row.caller,
    releasedAt: toOptionalDate(row.released_at),
    releaseReason: row.release_reason,
    recordingIds: row.recording_ids,
  };
}
