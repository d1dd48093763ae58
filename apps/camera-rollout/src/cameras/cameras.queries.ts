import type { CustodyEntry as EntryMessage } from '@safe-community/contracts/cameras/v1/camera.ts';
import { ListCamerasRequest, ListCustodyRequest } from '@safe-community/contracts/cameras/v1/camera_list.ts';
import { CameraRolloutServiceService as Rollout } from '@safe-community/contracts/cameras/v1/camera_rollout_service.ts';
import { notFound, unless } from '@safe-community/domain-kit';
import { pageOf, nextPageToken, readListPage, toId, toNumber, toTime, compoundPlace } from '@safe-community/grpc-kit';
import { visiblePatterns } from '@safe-community/security/policy';
import { query, type Rpc } from '@safe-community/service-kit';
import { checkOblast, checkOptionalUnitCode } from '../strength/module.ts';
import { stateName, stateNumber, stepNumber, toCameraMessage } from './camera.mapping.ts';
import { findCamera, listCameras } from './camera.store.ts';
import { refuseElsewhere } from './cameras.commands.ts';
import { listCustody, type CustodyEntry, type CustodyPlace } from './custody.store.ts';

const getCamera = query(Rollout.getCamera, {
  parse: ({ fields }) => fields.uuid('camera_id'),
  async read({ query: cameraId, call, database }) {
    const camera = await findCamera(database.em.fork(), cameraId);
    return camera === undefined ? notFound('camera') : (refuseElsewhere(call, camera) ?? camera);
  },
  reply: ({ found: camera }) => ({ camera: toCameraMessage(camera) }),
});

/** A page of the cameras of the caller's territory. The others are treated as if they did not exist. */
const listAllCameras = query(Rollout.listCameras, {
  parse({ request, fields }) {
    const { model, firmwareVersion, serialNumber, state } = request;
    const filter = {
      unitCode: fields.text('patrol_unit_code', checkOptionalUnitCode),
      oblastCode: fields.text('oblast_code', checkOblast),
      state: state === 0 ? undefined : fields.word('state', stateName, 'states'),
      model,
      firmwareVersion,
      serialNumber,
      holderId: fields.optionalUuid('officer_id'),
    };
    const list = readListPage(request, fields, ListCamerasRequest, toId);
    return { filter, list };
  },
  async read({ query: { filter, list }, call: { rights }, database }) {
    const visible = visiblePatterns(rights);
    return pageOf(await listCameras(database.em.fork(), { ...filter, visible }, list.place, list.size + 1), list.size);
  },
  reply: ({ found: { page, last }, query: { list } }) => ({
    cameras: page.map(toCameraMessage),
    nextPageToken: nextPageToken(list, last?.cameraId),
  }),
});

const CUSTODY_PLACE = compoundPlace<CustodyPlace>({ startAt: toTime, cameraId: toId, number: toNumber });

const listAllCustody = query(Rollout.listCustody, {
  parse({ request, fields }) {
    const cameraId = fields.optionalUuid('camera_id');
    const officerId = fields.optionalUuid('officer_id');
    const asOf = fields.optionalTime('as_of_time');
    fields.check(unless(cameraId !== '' || officerId !== '', 'camera_id', 'must be given without officer_id'));
    const list = readListPage(request, fields, ListCustodyRequest, CUSTODY_PLACE.read);
    return { filter: { cameraId, officerId, asOf }, list };
  },
  async read({ query: { filter, list }, call: { rights }, database }) {
    const visible = visiblePatterns(rights);
    return pageOf(await listCustody(database.em.fork(), { ...filter, visible }, list.place, list.size + 1), list.size);
  },
  reply: ({ found: { page, last }, query: { list } }) => ({
    entries: page.map(toEntryMessage),
    nextPageToken: nextPageToken(list, last && CUSTODY_PLACE.write(last)),
  }),
});

function toEntryMessage(entry: CustodyEntry): EntryMessage {
  return {
    cameraId: entry.cameraId,
    number: entry.number,
    step: stepNumber(entry.step),
    state: stateNumber(entry.state),
    patrolUnitCode: entry.unitCode,
    officerId: entry.officerId ?? '',
    startTime: entry.startAt,
    endTime: entry.endAt,
    reason: entry.reason,
    caller: entry.caller,
    actingUser: entry.actingUser,
    recordedTime: entry.recordedAt,
  };
}

export const CAMERA_QUERIES: readonly Rpc[] = [getCamera, listAllCameras, listAllCustody];
