import {
  prepared,
  rows,
  toDate,
  toOptionalDate,
  unnested,
  type EntityManager,
  type Rights,
} from '@safe-community/database';
import type { CameraState, CameraStep } from './camera-steps.ts';
import type { Camera, Transition } from './camera.ts';

export const CUSTODY_TABLES: readonly string[] = [
  `create table camera_custody (
     camera_id uuid not null references camera,
     -- 1 for the registration, and one more at each step
     number int not null,
     step text not null,
     state text not null,
     unit_code text not null,
     oblast_code text not null,
     officer_id uuid,
     start_at timestamptz not null,
     -- none while it is current
     end_at timestamptz,
     reason text not null,
     -- who called
     caller text not null,
     acting_user text not null,
     -- when an import recorded a step of the past; none for steps that were recorded when they happened
     recorded_at timestamptz,
     primary key (camera_id, number)
   )`,
  // A camera has one current entry.
  // Needed by PASS_ON (custody.store.ts).
  `create unique index camera_custody_current on camera_custody (camera_id) where end_at is null`,
  // Needed by listCustody (custody.store.ts).
  `create index camera_custody_of_officer on camera_custody (officer_id, start_at) where officer_id is not null`,
  // Needed by OBSERVED (rollout.store.ts).
  `create index camera_custody_issues on camera_custody (start_at) where state = 'issued'`,
];

export const CUSTODY_RIGHTS: Rights = {
  camera_custody: {
    insert: true,
    // An import of the past gives later entries higher numbers.
    update: ['number', 'end_at'],
    insertOnly: ['officer_id', 'recorded_at'],
    reader: {
      columns: [
        'camera_id',
        'number',
        'step',
        'state',
        'unit_code',
        'oblast_code',
        'start_at',
        'end_at',
        'recorded_at',
      ],
    },
  },
};

/** Who had which camera when: what other modules may join. */
export const CAMERA_CUSTODY_ROWS = `(
  select camera_id, number, step, state, unit_code, officer_id, start_at, end_at, recorded_at from camera_custody)`;

/** Who made the call that passed a camera on. */
export interface Actor {
  readonly caller: string;
  /** Empty if the call named no person. */
  readonly actingUser: string;
}

/** The first entry of each camera. */
export async function beginCustody(
  tx: EntityManager,
  cameras: readonly Camera[],
  actor: Actor,
  now: Date,
): Promise<void> {
  await rows(tx, BEGIN, [cameras.map(({ cameraId }) => cameraId), actor.caller, actor.actingUser, now]);
}

const BEGIN = `
  insert into camera_custody
  select camera_id, 1, 'register', state, unit_code, oblast_code, null, registered_at, null, '', $2, $3,
    case when registered_at < $4 then $4::timestamptz end
  from camera where camera_id = any($1::uuid[])`;

/**
 * Ends the current entry of a camera, which is locked, and begins the next one.
 *
 * @param recordedAt for a step of the past.
 */
export async function passOn(
  tx: EntityManager,
  { step, after, at, reason }: Transition,
  actor: Actor,
  recordedAt?: Date,
): Promise<void> {
  await rows(tx, PASS_ON, [
    after.cameraId,
    step,
    after.state,
    after.unitCode,
    after.oblastCode,
    after.holderId ?? null,
    at,
    reason,
    actor.caller,
    actor.actingUser,
    recordedAt ?? null,
  ]);
}

const PASS_ON = `
  with ended as (
    update camera_custody set end_at = $7 where camera_id = $1 and end_at is null returning number
  )
  insert into camera_custody
  select $1, number + 1, $2, $3, $4, $5, $6, $7, null, $8, $9, $10, $11 from ended`;

export interface CustodyEntry extends Actor {
  readonly cameraId: string;
  readonly number: number;
  readonly step: CameraStep;
  readonly state: CameraState;
  readonly unitCode: string;
  readonly officerId?: string;
  readonly startAt: Date;
  readonly endAt?: Date;
  readonly reason: string;
  /** Of a step of the past that an import recorded. */
  readonly recordedAt?: Date;
}

export interface CustodyFilter {
  /** Of this camera; empty: of any. */
  readonly cameraId: string;
  /** Of this officer; empty: of anybody. */
  readonly officerId: string;
  /** Only the entries that held at this instant. */
  readonly asOf: Date | undefined;
  /** Patterns of the oblast codes that the caller may see. */
  readonly visible: readonly string[];
}

/** The entry after which a page begins. */
export interface CustodyPlace {
  readonly startAt: Date;
  readonly cameraId: string;
  readonly number: number;
}

/** Entries in the order in which they began. */
export async function listCustody(
  em: EntityManager,
  { cameraId, officerId, asOf, visible }: CustodyFilter,
  after: CustodyPlace | undefined,
  most: number,
): Promise<CustodyEntry[]> {
  const place = [after?.startAt ?? null, after?.cameraId ?? null, after?.number ?? null];
  const values = [cameraId || null, officerId || null, asOf ?? null, visible, ...place, most];
  return (await rows<CustodyRow>(em, LIST, values)).map(toEntry);
}

const LIST = `
  select camera_id, number, step, state, unit_code, officer_id, start_at, end_at, reason, caller, acting_user,
    recorded_at
  from camera_custody
  where ($1::uuid is null or camera_id = $1) and ($2::uuid is null or officer_id = $2)
    and ($3::timestamptz is null or (start_at <= $3 and (end_at is null or end_at > $3)))
    and oblast_code like any ($4::text[])
    and ($5::timestamptz is null or (start_at, camera_id, number) > ($5, $6::uuid, $7::int))
  order by start_at, camera_id, number limit $8`;

interface CustodyRow {
  readonly camera_id: string;
  readonly number: number;
  readonly step: CameraStep;
  readonly state: CameraState;
  readonly unit_code: string;
  readonly officer_id: string | null;
  readonly start_at: string;
  readonly end_at: string | null;
  readonly reason: string;
  readonly caller: string;
  readonly acting_user: string;
  readonly recorded_at: string | null;
}

function toEntry(row: CustodyRow): CustodyEntry {
  const endAt = toOptionalDate(row.end_at);
  const recordedAt = toOptionalDate(row.recorded_at);
  return {
    cameraId: row.camera_id,
    number: row.number,
    step: row.step,
    state: row.state,
    unitCode: row.unit_code,
    ...(row.officer_id === null ? {} : { officerId: row.officer_id }),
    startAt: toDate(row.start_at),
    ...(endAt === undefined ? {} : { endAt }),
    reason: row.reason,
    caller: row.caller,
    actingUser: row.acting_user,
    ...(recordedAt === undefined ? {} : { recordedAt }),
  };
}

/** Who had a camera at an instant. */
interface HeldAt {
  readonly unitCode: string;
  readonly oblastCode: string;
  /** Undefined if no officer had it. */
  readonly officerId?: string;
  /** When this ended; undefined if it holds now. */
  readonly endAt?: Date;
}

/** What is known of a camera at an instant. */
interface CameraAt {
  readonly isCamera: boolean;
  /** Undefined before the registration of the camera. */
  readonly holding: HeldAt | undefined;
}

/** Who had each camera at the given instant, in the given order. */
export async function findHoldings(
  em: EntityManager,
  asked: readonly { readonly cameraId: string; readonly at: Date }[],
): Promise<CameraAt[]> {
  const found = await rows<HoldingRow>(em, HOLDINGS, ASKED.valuesOf(asked));
  return found.map((row) => {
    if (row.unit_code === null || row.oblast_code === null) return { isCamera: row.is_camera, holding: undefined };
    const endAt = toOptionalDate(row.end_at);
    const holding = {
      unitCode: row.unit_code,
      oblastCode: row.oblast_code,
      ...(row.officer_id === null ? {} : { officerId: row.officer_id }),
      ...(endAt === undefined ? {} : { endAt }),
    };
    return { isCamera: row.is_camera, holding };
  });
}

interface HoldingRow {
  readonly is_camera: boolean;
  readonly unit_code: string | null;
  readonly oblast_code: string | null;
  readonly officer_id: string | null;
  readonly end_at: string | null;
}

const ASKED = unnested<{ readonly cameraId: string; readonly at: Date }>([
  ['camera_id', 'uuid', ({ cameraId }) => cameraId],
  ['at', 'timestamptz', ({ at }) => at],
]);
const HOLDINGS = prepared(`
  select camera.camera_id is not null as is_camera, held.unit_code, held.oblast_code, held.officer_id, held.end_at
  from ${ASKED.source} with ordinality as asked (camera_id, at, place)
  left join camera using (camera_id)
  left join lateral (
    select unit_code, oblast_code, officer_id, end_at from camera_custody custody
    where custody.camera_id = asked.camera_id and start_at <= asked.at and (end_at is null or end_at > asked.at)
    order by number desc limit 1
  ) held on true
  order by asked.place`);
