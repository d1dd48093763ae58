import { rows, type EntityManager, type Rights } from '@safe-community/database';
import { notFound, preconditionFailed, type Refusal } from '@safe-community/domain-kit';
import type { Camera } from './camera.ts';

export const FIRMWARE_TABLES: readonly string[] = [
  `create table camera_firmware (
     camera_id uuid not null references camera,
     -- empty while it is not known
     firmware_version text not null,
     start_at timestamptz not null,
     -- none while it is installed
     end_at timestamptz
   )`,
  // A camera has one firmware.
  // Needed by BEGIN (firmware.store.ts).
  `create unique index camera_firmware_current on camera_firmware (camera_id) where end_at is null`,
  // Needed by RATES, THEN (fault.store.ts).
  `create index camera_firmware_of_camera on camera_firmware (camera_id, start_at)`,
  // Needed by PROGRESS (recall.store.ts).
  `create index camera_firmware_version on camera_firmware (firmware_version, camera_id)`,
];

export const FIRMWARE_RIGHTS: Rights = {
  camera_firmware: {
    insert: true,
    update: ['end_at'],
    reader: { columns: ['camera_id', 'firmware_version', 'start_at', 'end_at'] },
  },
};

/** What other modules may join. */
export const FIRMWARE_ROWS = '(select camera_id, firmware_version, start_at, end_at from camera_firmware)';

/** The firmware of cameras that are added now. That of the time before is not known, and faults of it were not counted. */
export async function beginFirmware(tx: EntityManager, cameras: readonly Camera[], now: Date): Promise<void> {
  const ids = cameras.map(({ cameraId }) => cameraId);
  await rows(tx, BEGIN_ALL, [ids, now]);
}

const BEGIN_ALL = `
  insert into camera_firmware select camera_id, firmware_version, greatest(registered_at, $2::timestamptz), null
  from camera where camera_id = any($1::uuid[])`;

/** Another firmware of cameras that are locked. */
export interface FirmwareChange {
  readonly at: Date;
  readonly before: readonly Camera[];
  readonly after: readonly Camera[];
}

/** The cameras that get another firmware, or why one cannot. */
export function changeFirmware(
  cameras: readonly Camera[],
  firmwareVersion: string,
  at: Date,
): FirmwareChange | Refusal {
  if (cameras.some(({ state }) => state === 'retired')) {
    return preconditionFailed('CAMERA_RETIRED', 'a camera is retired');
  }
  const before = cameras.filter((camera) => camera.firmwareVersion !== firmwareVersion);
  return { at, before, after: before.map((camera) => ({ ...camera, firmwareVersion })) };
}

/** Writes cameras that now have the same other firmware, in one statement. */
export async function saveFirmware(tx: EntityManager, change: FirmwareChange): Promise<FirmwareChange> {
  const { at, after } = change;
  const [version] = new Set(after.map(({ firmwareVersion }) => firmwareVersion));
  if (version === undefined) return change;
  const ids = after.map(({ cameraId }) => cameraId);
  await rows(tx, 'update camera set firmware_version = $2 where camera_id = any($1::uuid[])', [ids, version]);
  await changeInstalledFirmware(tx, ids, version, at);
  return change;
}

/** Ends the current entries of cameras and begins the next ones. */
export async function changeInstalledFirmware(
  tx: EntityManager,
  cameraIds: readonly string[],
  firmwareVersion: string,
  at: Date,
): Promise<void> {
  await rows(tx, BEGIN, [cameraIds, firmwareVersion, at]);
}

const BEGIN = `
  with ended as (
    update camera_firmware set end_at = $3 where camera_id = any($1::uuid[]) and end_at is null returning camera_id
  )
  insert into camera_firmware select camera_id, $2, $3, null from ended`;

/** All of the cameras, or NOT_FOUND. */
export function demandAll(cameras: readonly Camera[], ids: readonly string[]): readonly Camera[] | Refusal {
  return cameras.length === ids.length ? cameras : notFound('camera');
}
