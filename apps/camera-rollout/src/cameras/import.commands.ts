import {
  CameraImportRow,
  ImportCamerasResponse,
  RefusedRowField,
} from '@safe-community/contracts/cameras/v1/camera_import.ts';
import { CameraRolloutServiceService as Rollout } from '@safe-community/contracts/cameras/v1/camera_rollout_service.ts';
import type { Database } from '@safe-community/database';
import { Fields, within, type Parsed } from '@safe-community/domain-kit';
import { batchWrite, importCommand, listImported, ROW_ANSWER, type Rpc } from '@safe-community/service-kit';
import { checkUnitCode, findUnit, type PatrolUnit } from '../strength/module.ts';
import { registeredEvent } from './camera.events.ts';
import { actorOf, refuseElsewhere } from './cameras.commands.ts';
import { checkDevice, takeIntoStock, type Device } from './delivery.ts';
import { CAMERA_BATCH, type ImportedCamera } from './import.store.ts';

/** A valid row: a camera in the stock of a unit. */
interface StockedCamera {
  readonly unit: PatrolUnit;
  readonly device: Device;
  readonly demonstration: boolean;
}

const addCamera = batchWrite<string, StockedCamera, ImportedCamera, ImportedCamera>(ROW_ANSWER, {
  authorize: (call, { unit }) => refuseElsewhere(call, unit, 'the patrol unit'),
  decide({ unit, device, demonstration }, write) {
    const camera = takeIntoStock(device, { unit, demonstration, deliveryId: '' }, write);
    return { camera, actor: actorOf(write.call) };
  },
  batch: CAMERA_BATCH,
  events: ({ camera }) => [registeredEvent(camera)],
  about: ({ camera }) => [camera.cameraId],
  reply: ({ camera }) => camera.cameraId,
});

/** Imports the cameras of another system row by row. */
const importCameras = importCommand(Rollout.importCameras, {
  row: CameraImportRow,
  rowName: 'safecommunity.cameras.v1.CameraImportRow',
  response: ImportCamerasResponse,
  refusedField: RefusedRowField,
  reader({ database }) {
    const unitOf = knownUnits(database);
    return Promise.resolve((row: CameraImportRow) => readRow(row, unitOf));
  },
  write: addCamera,
  rules: {
    SERIAL_NUMBER_TAKEN: { field: 'device.serial_number', rule: 'must not be registered already' },
    OUTSIDE_TERRITORY: { field: 'patrol_unit_code', rule: 'must be within the territory of the caller' },
  },
});

type UnitOf = (code: string) => Promise<PatrolUnit | undefined>;

/** Asks once for each unit: an import has thousands of rows of a few units. */
function knownUnits(database: Database): UnitOf {
  const found = new Map<string, Promise<PatrolUnit | undefined>>();
  return (code) => {
    const known = found.get(code) ?? findUnit(database.em.fork(), code);
    found.set(code, known);
    return known;
  };
}

const NO_DEVICE: Device = { serialNumber: '', model: '', firmwareVersion: '', warrantyUntil: '' };

async function readRow(row: CameraImportRow, unitOf: UnitOf): Promise<Parsed<StockedCamera>> {
  const { device = NO_DEVICE, demonstration } = row;
  const fields = new Fields(row);
  const broken = checkUnitCode(row.patrolUnitCode, 'patrol_unit_code');
  const unit = broken.length > 0 ? undefined : await unitOf(row.patrolUnitCode);
  const unknown = { field: 'patrol_unit_code', rule: 'must be of a registered patrol unit' };
  fields.check(broken.length === 0 && unit === undefined ? [unknown] : broken);
  fields.check(within('device', checkDevice(device)));
  return unit === undefined || fields.violations.length > 0
    ? { violations: fields.violations }
    : { value: { unit, device, demonstration } };
}

const listImportedCameras = listImported(Rollout.listImportedCameras, (imported) => ({
  cameras: imported.map(({ externalId, id }) => ({ externalId, cameraId: id })),
}));

export const IMPORT_RPCS: readonly Rpc[] = [importCameras, listImportedCameras];
