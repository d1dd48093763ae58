import { brokenUniqueConstraint, prepared, unnested, type Column } from '@safe-community/database';
import { preconditionFailed, type Refusal } from '@safe-community/domain-kit';
import type { BatchStore } from '@safe-community/service-kit';
import type { Camera } from './camera.ts';
import type { Actor } from './custody.store.ts';

/** A camera of another system, and who sent it. */
export interface ImportedCamera {
  readonly camera: Camera;
  readonly actor: Actor;
  /** When it is imported. */
  readonly now: Date;
}

const COLUMNS: readonly Column<ImportedCamera>[] = [
  ['camera_id', 'uuid', ({ camera }) => camera.cameraId],
  ['serial_number', 'text', ({ camera }) => camera.serialNumber],
  ['model', 'text', ({ camera }) => camera.model],
  ['firmware_version', 'text', ({ camera }) => camera.firmwareVersion],
  ['warranty_until', 'text', ({ camera }) => camera.warrantyUntil ?? null],
  ['unit_code', 'text', ({ camera }) => camera.unitCode],
  ['oblast_code', 'text', ({ camera }) => camera.oblastCode],
  ['state', 'text', ({ camera }) => camera.state],
  ['registered_at', 'timestamptz', ({ camera }) => camera.registeredAt],
  ['recorded_at', 'timestamptz', ({ camera, now }) => (camera.registeredAt < now ? now : null)],
  ['caller', 'text', ({ actor }) => actor.caller],
  ['acting_user', 'text', ({ actor }) => actor.actingUser],
];
const ROWS = unnested(COLUMNS);

// In the order of the serial numbers, like RegisterCameras: overlapping batches wait for each other instead of
// deadlocking.
const INSERT = prepared(`
  with new as (select * from ${ROWS.source} as new (${ROWS.names})),
  inserted as (
    insert into camera
      (camera_id, serial_number, model, firmware_version, warranty_until, unit_code, oblast_code, state, registered_at)
    select camera_id, serial_number, model, firmware_version, warranty_until::date, unit_code, oblast_code, state,
      registered_at
    from new order by serial_number, model
  ),
  firmware as (
    insert into camera_firmware
    select camera_id, firmware_version, coalesce(recorded_at, registered_at), null from new
  )
  insert into camera_custody
  select camera_id, 1, 'register', state, unit_code, oblast_code, null, registered_at, null, '', caller, acting_user,
    recorded_at
  from new`);

/** More than the window of several imports. */
const MAX_QUEUE = 10_000;

/** A fleet is imported by the thousand, so its rows share commits. */
export const CAMERA_BATCH: BatchStore<ImportedCamera, ImportedCamera> = {
  toRow: (imported) => imported,
  insert: (cameras) => ({ statement: INSERT, values: ROWS.valuesOf(cameras) }),
  longestQueue: MAX_QUEUE,
  refusalOf: takenSerialNumber,
};

function takenSerialNumber(error: unknown): Refusal | undefined {
  return brokenUniqueConstraint(error) === 'camera_model_serial_number_key'
    ? preconditionFailed('SERIAL_NUMBER_TAKEN', 'the serial number is registered already')
    : undefined;
}
