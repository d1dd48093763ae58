import {
  CameraImportRow,
  ImportCamerasResponse,
  RefusedRowField,
} from '@safe-community/contracts/cameras/v1/camera_import.ts';
import { CameraRolloutServiceService as Rollout } from '@safe-community/contracts/cameras/v1/camera_rollout_service.ts';
import { Fields, within, type Parsed } from '@safe-community/domain-kit';
import type { CallContext } from '@safe-community/grpc-kit';
import type { RequestKey } from '@safe-community/ledger';
import {
  batchWrite,
  importCommand,
  listImported,
  ROW_ANSWER,
  type BatchWrite,
  type Rpc,
  type Runtime,
} from '@safe-community/service-kit';
import { checkUnitCode, findUnit, type PatrolUnit } from '../strength/module.ts';
import { isDelivery, refuseDelivery } from '../waves/module.ts';
import { registeredEvent } from './camera.events.ts';
import { addCameras } from './camera.store.ts';
import { actorOf, refuseElsewhere } from './cameras.commands.ts';
import { checkDevice, takeIntoStock, type Device } from './delivery.ts';
import { CAMERA_BATCH, type ImportedCamera } from './import.store.ts';

/** A valid row: a camera in the stock of a unit. */
interface StockedCamera {
  readonly unit: PatrolUnit;
  readonly device: Device;
  /** Empty without a delivery of a wave. */
  readonly deliveryId: string;
  readonly demonstration: boolean;
}

const addOther = batchWrite<string, StockedCamera, ImportedCamera, ImportedCamera>(ROW_ANSWER, {
  authorize: (call, { unit }) => refuseElsewhere(call, unit, 'the patrol unit'),
  decide({ unit, device, demonstration, deliveryId }, write) {
    const camera = takeIntoStock(device, { unit, demonstration, deliveryId }, write);
    return { camera, actor: actorOf(write.call) };
  },
  batch: CAMERA_BATCH,
  events: ({ camera }) => [registeredEvent(camera)],
  about: ({ camera }) => [camera.cameraId],
  reply: ({ camera }) => camera.cameraId,
});

/** Rows of deliveries take their turn: each waits for the lock of its delivery, and would hold a connection meanwhile. */
const inTurn = turns();

/** Rows without a delivery share commits. */
const addCamera: BatchWrite<StockedCamera, string> = {
  write: (runtime, key, stocked, call) =>
    stocked.deliveryId === ''
      ? addOther.write(runtime, key, stocked, call)
      : inTurn(() => addDelivered(runtime, key, stocked, call)),
};

/** Adds a camera within the part of its unit in the accepted split of the delivery. */
async function addDelivered(
  { clock, unitOfWork }: Runtime,
  key: RequestKey,
  { unit, device, deliveryId, demonstration }: StockedCamera,
  call: CallContext,
) {
  const outside = refuseElsewhere(call, unit, 'the patrol unit');
  if (outside !== undefined) throw outside;
  let repeated = true;
  const answer = await unitOfWork.write(key, async (tx) => {
    repeated = false;
    const refused = await refuseDelivery(tx, deliveryId, unit.code, 1);
    if (refused !== undefined) throw refused;
    const now = clock.now();
    const camera = takeIntoStock(device, { unit, deliveryId, demonstration }, { now, newId: () => clock.newId(now) });
    await addCameras(tx, [camera], actorOf(call));
    return { answer: ROW_ANSWER.encode(camera.cameraId), events: [registeredEvent(camera)], about: [camera.cameraId] };
  });
  return { response: ROW_ANSWER.decode(answer), repeated };
}

/** Runs one piece of work at a time, in the order of the calls. */
function turns() {
  let before: Promise<unknown> = Promise.resolve();
  return <Result>(work: () => Promise<Result>): Promise<Result> => {
    const own = before.then(work);
    before = own.catch(() => undefined);
    return own;
  };
}

/** Imports the cameras of another system row by row. */
const importCameras = importCommand(Rollout.importCameras, {
  row: CameraImportRow,
  rowName: 'safecommunity.cameras.v1.CameraImportRow',
  response: ImportCamerasResponse,
  refusedField: RefusedRowField,
  reader({ database }) {
    const known = {
      unitOf: askedOnce((code) => findUnit(database.em.fork(), code)),
      isDelivery: askedOnce((deliveryId) => isDelivery(database.em.fork(), deliveryId)),
    };
    return Promise.resolve((row: CameraImportRow) => readRow(row, known));
  },
  write: addCamera,
  rules: {
    SERIAL_NUMBER_TAKEN: { field: 'device.serial_number', rule: 'must not be registered already' },
    SPLIT_EXCEEDED: { field: 'delivery_id', rule: 'must have cameras left for the unit in its accepted split' },
    OUTSIDE_TERRITORY: { field: 'patrol_unit_code', rule: 'must be within the territory of the caller' },
  },
});

/** What rows refer to. */
interface Known {
  readonly unitOf: (code: string) => Promise<PatrolUnit | undefined>;
  readonly isDelivery: (deliveryId: string) => Promise<boolean>;
}

/** Asks once for each key: an import has thousands of rows of a few units and deliveries. */
function askedOnce<Found>(ask: (key: string) => Promise<Found>): (key: string) => Promise<Found> {
  const found = new Map<string, Promise<Found>>();
  return (key) => {
    const known = found.get(key) ?? ask(key);
    found.set(key, known);
    return known;
  };
}

const NO_DEVICE: Device = { serialNumber: '', model: '', firmwareVersion: '', warrantyUntil: '' };

async function readRow(row: CameraImportRow, { unitOf, isDelivery: isKnown }: Known): Promise<Parsed<StockedCamera>> {
  const { device = NO_DEVICE, demonstration } = row;
  const fields = new Fields(row);
  const broken = checkUnitCode(row.patrolUnitCode, 'patrol_unit_code');
  const unit = broken.length > 0 ? undefined : await unitOf(row.patrolUnitCode);
  const unknown = { field: 'patrol_unit_code', rule: 'must be of a registered patrol unit' };
  fields.check(broken.length === 0 && unit === undefined ? [unknown] : broken);
  fields.check(within('device', checkDevice(device)));
  const deliveryId = fields.optionalUuid('delivery_id');
  const isMissing = fields.violations.length === 0 && deliveryId !== '' && !(await isKnown(deliveryId));
  fields.check(isMissing ? [{ field: 'delivery_id', rule: 'must be of a recorded delivery' }] : []);
  return unit === undefined || fields.violations.length > 0
    ? { violations: fields.violations }
    : { value: { unit, device, deliveryId, demonstration } };
}

const listImportedCameras = listImported(Rollout.listImportedCameras, (imported) => ({
  cameras: imported.map(({ externalId, id }) => ({ externalId, cameraId: id })),
}));

export const IMPORT_RPCS: readonly Rpc[] = [importCameras, listImportedCameras];
