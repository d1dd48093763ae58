import { LockMode, type InferEntity } from '@mikro-orm/postgresql';
import { brokenUniqueConstraint, rows, type EntityManager } from '@safe-community/database';
import { preconditionFailed } from '@safe-community/domain-kit';
import type { CameraStore } from '../../app/ports.ts';
import type { Camera } from '../../domain/camera.ts';
import { OFFICER_HAS_CAMERA } from '../../domain/issue.ts';
import { CameraEntity } from './entities.ts';

export const cameraStore: CameraStore = {
  add: insertCameras,
  async lock(em, cameraId) {
    const found = await em.findOne(CameraEntity, { cameraId }, { lockMode: LockMode.PESSIMISTIC_WRITE });
    return found === null ? undefined : toCamera(found);
  },
  holdsCamera: async (em, officerId) => (await em.count(CameraEntity, { holderId: officerId, state: 'issued' })) > 0,
  async save(em, camera) {
    em.assign(await em.findOneOrFail(CameraEntity, { cameraId: camera.cameraId }), camera);
    try {
      // At once, so that the race for an officer ends here and not at the commit.
      await em.flush();
    } catch (error) {
      if (brokenUniqueConstraint(error) !== 'camera_holder_key') throw error;
      throw preconditionFailed(OFFICER_HAS_CAMERA.reason, OFFICER_HAS_CAMERA.message);
    }
  },
};

/**
 * In the order of the serial numbers, so that two deliveries that overlap wait for
 * each other instead of locking each other up.
 */
async function insertCameras(em: EntityManager, cameras: readonly Camera[]): Promise<ReadonlySet<string>> {
  const inserted = await rows<{ serial_number: string }>(em, INSERT, [
    cameras.map(({ cameraId }) => cameraId),
    cameras.map(({ serialNumber }) => serialNumber),
    cameras.map(({ model }) => model),
    cameras.map(({ unitCode }) => unitCode),
    cameras.map(({ oblastCode }) => oblastCode),
    cameras.map(({ state }) => state),
    cameras.map(({ registeredAt }) => registeredAt),
    cameras.map(({ demonstration }) => demonstration),
  ]);
  const taken = new Set(cameras.map(({ serialNumber }) => serialNumber));
  for (const { serial_number } of inserted) taken.delete(serial_number);
  return taken;
}

const INSERT = `
  insert into camera
    (camera_id, serial_number, model, unit_code, oblast_code, state, registered_at, demonstration)
  select * from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::timestamptz[],
    $8::boolean[]) as new (camera_id, serial_number, model, unit_code, oblast_code, state, registered_at, demonstration)
  order by serial_number
  on conflict (serial_number) do nothing
  returning serial_number`;

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
