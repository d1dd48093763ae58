import { CameraRolloutServiceService } from '@safe-community/contracts/cameras/v1/camera_rollout_service.ts';
import { notFound, preconditionFailed } from '@safe-community/domain-kit';
import { command, type Rpc } from '@safe-community/service-kit';
import { checkUnitCode, findUnit, isOnStrength, type OfficerRegistry } from '../strength/module.ts';
import { issuedEvent, registeredEvent } from './camera.events.ts';
import { addCameras, holdsCamera, lockCamera, saveIssued } from './camera.store.ts';
import { issue } from './camera.ts';
import { checkDevices, takeIntoStock } from './delivery.ts';

export function cameraCommands(registry: OfficerRegistry): Rpc[] {
  return [registerCameras, issueCamera(registry)];
}

/** Puts delivered cameras into the stock of a patrol unit, all or none. */
const registerCameras = command(CameraRolloutServiceService.registerCameras, {
  parse({ devices, demonstration }, fields) {
    const unitCode = fields.text('patrol_unit_code', checkUnitCode);
    fields.check(checkDevices(devices, 'devices'));
    return { unitCode, devices, demonstration };
  },
  async load(tx, { unitCode }) {
    const unit = await findUnit(tx, unitCode);
    return unit ?? preconditionFailed('UNIT_UNKNOWN', 'no event of the registry has named this patrol unit');
  },
  decide: (unit, { devices, demonstration }, write) => takeIntoStock({ unit, devices, demonstration }, write),
  save: addCameras,
  events: (cameras) => cameras.map(registeredEvent),
  about: (cameras) => cameras.map(({ cameraId }) => cameraId),
  reply: (cameras) => ({ cameraIds: cameras.map(({ cameraId }) => cameraId) }),
});

/** Issues a camera from a unit's stock to one of its active patrol officers. */
function issueCamera(registry: OfficerRegistry): Rpc {
  return command(CameraRolloutServiceService.issueCamera, {
    parse: (_request, fields) => ({ cameraId: fields.uuid('camera_id'), officerId: fields.uuid('officer_id') }),
    facts: async ({ officerId }, { deadline }) => (await registry.find(officerId, deadline)) ?? notFound('officer'),
    async load(tx, { cameraId, officerId }, officer) {
      const camera = await lockCamera(tx, cameraId);
      if (camera === undefined) return notFound('camera');
      const { unitCode } = officer;
      const holder = {
        officerId,
        unitCode,
        isOnStrength: isOnStrength(officer),
        holdsCamera: await holdsCamera(tx, officerId),
      };
      return { camera, holder };
    },
    decide: ({ camera, holder }, _command, { now }) => issue(camera, holder, now),
    save: saveIssued,
    events: (camera) => [issuedEvent(camera)],
    about: ({ cameraId, holderId }) => [cameraId, holderId],
    reply: ({ issuedAt }) => ({ issuedTime: issuedAt }),
  });
}
