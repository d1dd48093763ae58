import { defineEntity, LockMode, p, type InferEntity } from '@mikro-orm/postgresql';
import { brokenUniqueConstraint, rows, type EntityManager, type Rights } from '@safe-community/database';
import { Refusal } from '@safe-community/domain-kit';
import { CAMERA_STATES, officerHasCamera, type Camera, type IssuedCamera } from './camera.ts';

export const CameraEntity = defineEntity({
  name: 'Camera',
  tableName: 'camera',
  properties: {
    cameraId: p.uuid().primary(),
    serialNumber: p.string(),
    model: p.string(),
    unitCode: p.string(),
    oblastCode: p.string(),
    state: p.enum(CAMERA_STATES),
    holderId: p.uuid().nullable(),
    issuedAt: p.datetime().nullable(),
    registeredAt: p.datetime(),
    demonstration: p.boolean(),
  },
});

export const CAMERA_TABLES: readonly string[] = [
  `create table camera (
     camera_id uuid primary key,
     serial_number text not null,
     model text not null,
     unit_code text not null references patrol_unit (code),
     oblast_code text not null,
     state text not null check (state in ('in_stock', 'issued', 'in_repair', 'lost', 'retired')),
     holder_id uuid,
     issued_at timestamptz,
     registered_at timestamptz not null,
     demonstration boolean not null,
     constraint camera_serial_number_key unique (serial_number),
     constraint camera_issued_has_holder check (state <> 'issued' or (holder_id is not null and issued_at is not null))
   )`,
  // An officer has at most one working camera, however many requests compete.
  // Needed by saveIssued, holdsCamera (camera.store.ts).
  `create unique index camera_holder_key on camera (holder_id) where state = 'issued'`,
  // Needed by BY_UNIT (coverage.store.ts).
  `create index camera_in_stock on camera (unit_code) where state = 'in_stock'`,
];

export const CAMERA_RIGHTS: Rights = {
  camera: {
    insert: true,
    update: ['state', 'holder_id', 'issued_at'],
    reader: {
      columns: [
        'camera_id',
        'model',
        'unit_code',
        'oblast_code',
        'state',
        'issued_at',
        'registered_at',
        'demonstration',
      ],
    },
  },
};

/** The camera, locked until the transaction ends. */
export async function lockCamera(tx: EntityManager, cameraId: string): Promise<Camera | undefined> {
  const found = await tx.findOne(CameraEntity, { cameraId }, { lockMode: LockMode.PESSIMISTIC_WRITE });
  return found === null ? undefined : toCamera(found);
}

export async function holdsCamera(tx: EntityManager, officerId: string): Promise<boolean> {
  return (await tx.count(CameraEntity, { holderId: officerId, state: 'issued' })) > 0;
}

/** Writes state, holder and time of issue. OFFICER_HAS_CAMERA if another transaction was faster. */
export async function saveIssued(tx: EntityManager, camera: IssuedCamera): Promise<IssuedCamera> {
  const { cameraId, state, holderId, issuedAt } = camera;
  tx.assign(await tx.findOneOrFail(CameraEntity, { cameraId }), { state, holderId, issuedAt });
  try {
    // Flushes now rather than at the commit, so that a race for an officer is detected here.
    await tx.flush();
  } catch (error) {
    if (brokenUniqueConstraint(error) !== 'camera_holder_key') throw error;
    throw officerHasCamera();
  }
  return camera;
}

/**
 * Adds all cameras, or throws SERIAL_NUMBER_TAKEN with the devices that are registered. They are inserted in the order
 * of their serial numbers, so that two overlapping deliveries wait for each other instead of deadlocking.
 */
export async function addCameras(tx: EntityManager, cameras: readonly Camera[]): Promise<readonly Camera[]> {
  const inserted = await rows<{ serial_number: string }>(tx, INSERT, [
    cameras.map(({ cameraId }) => cameraId),
    cameras.map(({ serialNumber }) => serialNumber),
    cameras.map(({ model }) => model),
    cameras.map(({ unitCode }) => unitCode),
    cameras.map(({ oblastCode }) => oblastCode),
    cameras.map(({ state }) => state),
    cameras.map(({ registeredAt }) => registeredAt),
    cameras.map(({ demonstration }) => demonstration),
  ]);
  if (inserted.length === cameras.length) return cameras;
  throw serialNumberTaken(cameras, new Set(inserted.map(({ serial_number }) => serial_number)));
}

const INSERT = `
  insert into camera
    (camera_id, serial_number, model, unit_code, oblast_code, state, registered_at, demonstration)
  select * from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::timestamptz[],
    $8::boolean[]) as new (camera_id, serial_number, model, unit_code, oblast_code, state, registered_at, demonstration)
  order by serial_number
  on conflict (serial_number) do nothing
  returning serial_number`;

function serialNumberTaken(cameras: readonly Camera[], inserted: ReadonlySet<string>): Refusal {
  const taken = cameras.flatMap(({ serialNumber }, index) =>
    inserted.has(serialNumber) ? [] : [{ serialNumber, index }],
  );
  return new Refusal('already-exists', `serial number ${taken[0]?.serialNumber} is registered already`, {
    reason: 'SERIAL_NUMBER_TAKEN',
    violations: taken.map(({ index }) => ({
      field: `devices[${index}].serial_number`,
      rule: 'must not be registered already',
    })),
  });
}

function toCamera(entity: InferEntity<typeof CameraEntity>): Camera {
  return {
    cameraId: entity.cameraId,
    serialNumber: entity.serialNumber,
    model: entity.model,
    unitCode: entity.unitCode,
    oblastCode: entity.oblastCode,
    state: entity.state,
    ...(entity.holderId ? { holderId: entity.holderId } : {}),
    ...(entity.issuedAt ? { issuedAt: entity.issuedAt } : {}),
    registeredAt: entity.registeredAt,
    demonstration: entity.demonstration,
  };
}
