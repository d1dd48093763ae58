import { defineEntity, LockMode, p, type InferEntity } from '@mikro-orm/postgresql';
import { brokenUniqueConstraint, rows, type EntityManager, type Rights } from '@safe-community/database';
import { Refusal, type Decision } from '@safe-community/domain-kit';
import { CAMERA_STATES, type CameraState } from './camera-steps.ts';
import { officerHasCamera, type Camera, type Transition } from './camera.ts';
import { beginCustody, passOn, type Actor } from './custody.store.ts';
import { keyOf } from './delivery.ts';
import { beginFirmware, changeInstalledFirmware } from './firmware.store.ts';

export const CameraEntity = defineEntity({
  name: 'Camera',
  tableName: 'camera',
  properties: {
    cameraId: p.uuid().primary(),
    serialNumber: p.string(),
    model: p.string(),
    firmwareVersion: p.string(),
    warrantyUntil: p.date().nullable(),
    unitCode: p.string(),
    oblastCode: p.string(),
    state: p.enum(CAMERA_STATES),
    holderId: p.uuid().nullable(),
    issuedAt: p.datetime().nullable(),
    registeredAt: p.datetime(),
    deliveryId: p.uuid().nullable(),
  },
});

export const CAMERA_TABLES: readonly string[] = [
  `create table camera (
     camera_id uuid primary key,
     serial_number text not null,
     model text not null,
     firmware_version text not null,
     warranty_until date,
     unit_code text not null references patrol_unit (code),
     oblast_code text not null,
     state text not null check (state in ('in_stock', 'issued', 'in_repair', 'lost', 'retired')),
     holder_id uuid,
     issued_at timestamptz,
     registered_at timestamptz not null,
     -- of a wave; none without one
     delivery_id uuid,
     -- a maker numbers the cameras of each model on its own
     constraint camera_model_serial_number_key unique (model, serial_number),
     constraint camera_issued_has_holder check (state <> 'issued' or (holder_id is not null and issued_at is not null))
   )`,
  // An officer has at most one working camera, however many requests compete.
  // Needed by saveTransition, holdsCamera (camera.store.ts).
  `create unique index camera_holder_key on camera (holder_id) where state = 'issued'`,
  // Needed by BY_UNIT (coverage.store.ts).
  `create index camera_in_stock on camera (unit_code) where state = 'in_stock'`,
  // Needed by BY_UNIT (coverage.store.ts).
  `create index camera_in_repair on camera (unit_code) where state = 'in_repair'`,
  // Needed by listCameras (camera.store.ts).
  'create index camera_of_unit on camera (unit_code, camera_id)',
  // Needed by ROOM (split.store.ts), REGISTERED (wave.store.ts).
  'create index camera_of_delivery on camera (delivery_id) where delivery_id is not null',
  // Needed by countWith, DONE (recall.store.ts).
  `create index camera_of_firmware on camera (model, firmware_version) where state <> 'retired'`,
];

export const CAMERA_RIGHTS: Rights = {
  camera: {
    insert: true,
    update: ['state', 'holder_id', 'issued_at', 'unit_code', 'oblast_code', 'firmware_version'],
    insertOnly: ['warranty_until', 'delivery_id'],
    reader: {
      columns: [
        'camera_id',
        'model',
        'firmware_version',
        'warranty_until',
        'unit_code',
        'oblast_code',
        'state',
        'issued_at',
        'registered_at',
        'delivery_id',
      ],
    },
  },
};

/** What other modules may join. */
export const CAMERA_ROWS = `(
  select camera_id, model, firmware_version, unit_code, oblast_code, state, holder_id, issued_at, registered_at, delivery_id
  from camera)`;

/**
 * Locks cameras in the order of their ids. Those that are locked already are skipped.
 *
 * @param chosen a statement that finds `camera_id`. It looked before the locks: look again.
 */
export async function lockChosen(tx: EntityManager, chosen: string, most: number): Promise<string[]> {
  const locked = await rows<{ camera_id: string }>(
    tx,
    `select camera_id from camera where camera_id in (${chosen})
     order by camera_id limit $1 for no key update skip locked`,
    [most],
  );
  return locked.map(({ camera_id: cameraId }) => cameraId);
}

/** The camera, locked until the transaction ends. */
export async function lockCamera(tx: EntityManager, cameraId: string): Promise<Camera | undefined> {
  const found = await tx.findOne(CameraEntity, { cameraId }, { lockMode: LockMode.PESSIMISTIC_WRITE });
  return found === null ? undefined : toCamera(found);
}

/** The same for many, in the order of their ids, so that two writes wait for each other instead of deadlocking. */
export async function lockCameras(tx: EntityManager, ids: readonly string[]): Promise<Camera[]> {
  const options = { lockMode: LockMode.PESSIMISTIC_WRITE, orderBy: { cameraId: 'asc' } } as const;
  return (await tx.find(CameraEntity, { cameraId: { $in: [...ids] } }, options)).map(toCamera);
}

export async function holdsCamera(tx: EntityManager, officerId: string): Promise<boolean> {
  return (await tx.count(CameraEntity, { holderId: officerId, state: 'issued' })) > 0;
}

/**
 * Writes a camera after a step, and who has it from then on. OFFICER_HAS_CAMERA if another transaction was faster.
 *
 * @param recordedAt for a step of the past.
 */
export async function saveTransition<After extends Camera>(
  tx: EntityManager,
  transition: Transition<After>,
  actor: Actor,
  recordedAt?: Date,
): Promise<Decision<Transition<After>>> {
  const { before, after, at } = transition;
  const { cameraId, firmwareVersion, state, holderId = null, issuedAt = null, unitCode, oblastCode } = after;
  const changed = { firmwareVersion, state, holderId, issuedAt, unitCode, oblastCode };
  tx.assign(await tx.findOneOrFail(CameraEntity, { cameraId }), changed);
  try {
    // Flushes now rather than at the commit, so that a race for an officer is detected here.
    await tx.flush();
  } catch (error) {
    if (brokenUniqueConstraint(error) !== 'camera_holder_key') throw error;
    return officerHasCamera();
  }
  await passOn(tx, transition, actor, recordedAt);
  if (before.firmwareVersion !== firmwareVersion) await changeInstalledFirmware(tx, [cameraId], firmwareVersion, at);
  return transition;
}

/**
 * Adds all cameras, or refuses: SERIAL_NUMBER_TAKEN with the devices that are registered. They are inserted in the order
 * of their serial numbers, so that two overlapping deliveries wait for each other instead of deadlocking.
 */
export async function addCameras(
  tx: EntityManager,
  cameras: readonly Camera[],
  actor: Actor,
  now: Date,
): Promise<Decision<readonly Camera[]>> {
  const inserted = await rows<{ serial_number: string; model: string }>(tx, INSERT, [
    cameras.map(({ cameraId }) => cameraId),
    cameras.map(({ serialNumber }) => serialNumber),
    cameras.map(({ model }) => model),
    cameras.map(({ firmwareVersion }) => firmwareVersion),
    cameras.map(({ warrantyUntil }) => warrantyUntil ?? null),
    cameras.map(({ unitCode }) => unitCode),
    cameras.map(({ oblastCode }) => oblastCode),
    cameras.map(({ state }) => state),
    cameras.map(({ registeredAt }) => registeredAt),
    cameras.map(({ deliveryId }) => deliveryId ?? null),
  ]);
  if (inserted.length < cameras.length) {
    const added = inserted.map(({ serial_number: serialNumber, model }) => keyOf({ serialNumber, model }));
    return serialNumberTaken(cameras, new Set(added));
  }
  await beginCustody(tx, cameras, actor, now);
  await beginFirmware(tx, cameras, now);
  return cameras;
}

const INSERT = `
  insert into camera
    (camera_id, serial_number, model, firmware_version, warranty_until, unit_code, oblast_code, state, registered_at,
     delivery_id)
  select * from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::date[], $6::text[], $7::text[], $8::text[],
    $9::timestamptz[], $10::uuid[])
    as new (camera_id, serial_number, model, firmware_version, warranty_until, unit_code, oblast_code, state,
            registered_at, delivery_id)
  order by serial_number, model
  on conflict (model, serial_number) do nothing
  returning serial_number, model`;

/** The refusal of devices that are registered already. */
export function serialNumberTaken(
  cameras: readonly Pick<Camera, 'serialNumber' | 'model'>[],
  inserted: ReadonlySet<string>,
): Refusal {
  const taken = cameras.flatMap((camera, index) =>
    inserted.has(keyOf(camera)) ? [] : [{ serialNumber: camera.serialNumber, index }],
  );
  return new Refusal('already-exists', `serial number ${taken[0]?.serialNumber} is registered already`, {
    reason: 'SERIAL_NUMBER_TAKEN',
    violations: taken.map(({ index }) => ({
      field: `devices[${index}].serial_number`,
      rule: 'must not be registered already',
    })),
  });
}

export async function findCamera(em: EntityManager, cameraId: string): Promise<Camera | undefined> {
  const found = await em.findOne(CameraEntity, { cameraId });
  return found === null ? undefined : toCamera(found);
}

/** What is absent or empty matches every camera. */
export interface CameraFilter {
  readonly unitCode?: string;
  readonly oblastCode?: string;
  readonly state?: CameraState | undefined;
  readonly isRetired?: boolean;
  readonly model?: string;
  readonly firmwareVersion?: string;
  readonly serialNumber?: string;
  readonly holderId?: string;
  /** Patterns of the oblast codes that the caller may see. */
  readonly visible: readonly string[];
}

/** Cameras in the order of their ids. */
export async function listCameras(
  em: EntityManager,
  { visible, oblastCode = '', holderId = '', state, isRetired, ...same }: CameraFilter,
  after: string | undefined,
  most: number,
): Promise<Camera[]> {
  if (visible.length === 0) return [];
  const equal = Object.fromEntries(Object.entries(same).filter(([, value]) => value !== ''));
  const conditions = [
    equal,
    { $or: visible.map((pattern) => ({ oblastCode: { $like: pattern } })) },
    ...(oblastCode === '' ? [] : [{ oblastCode }]),
    ...(holderId === '' ? [] : [{ holderId, state: 'issued' as const }]),
    ...(state === undefined ? [] : [{ state }]),
    ...(isRetired === false ? [{ state: { $ne: 'retired' as const } }] : []),
    ...(after === undefined ? [] : [{ cameraId: { $gt: after } }]),
  ];
  return (await em.find(CameraEntity, { $and: conditions }, { orderBy: { cameraId: 'asc' }, limit: most })).map(
    toCamera,
  );
}

function toCamera(entity: InferEntity<typeof CameraEntity>): Camera {
  return {
    cameraId: entity.cameraId,
    serialNumber: entity.serialNumber,
    model: entity.model,
    firmwareVersion: entity.firmwareVersion,
    ...(entity.warrantyUntil ? { warrantyUntil: entity.warrantyUntil } : {}),
    unitCode: entity.unitCode,
    oblastCode: entity.oblastCode,
    state: entity.state,
    ...(entity.holderId ? { holderId: entity.holderId } : {}),
    ...(entity.issuedAt ? { issuedAt: entity.issuedAt } : {}),
    registeredAt: entity.registeredAt,
    ...(entity.deliveryId ? { deliveryId: entity.deliveryId } : {}),
  };
}
