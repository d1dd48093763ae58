import {
  CameraImportRow,
  ImportCamerasResponse,
  RefusedRowField,
} from '@safe-community/contracts/cameras/v1/camera_import.ts';
import { CameraRolloutServiceService as Rollout } from '@safe-community/contracts/cameras/v1/camera_rollout_service.ts';
import type { EntityManager } from '@safe-community/database';
import { accepted, Fields, preconditionFailed, within, type Parsed } from '@safe-community/domain-kit';
import type { CallContext } from '@safe-community/grpc-kit';
import type { RequestKey } from '@safe-community/ledger';
import {
  batchWrite,
  importCommand,
  listImported,
  ROW_ANSWER,
  turns,
  type BatchWrite,
  type Rpc,
  type Runtime,
  type Write,
} from '@safe-community/service-kit';
import { checkUnitCode, findUnit, type Candidate, type OfficerRegistry, type PatrolUnit } from '../strength/module.ts';
import { isDelivery, refuseDelivery } from '../waves/module.ts';
import { issuedEvent, registeredEvent } from './camera.events.ts';
import { addCameras, saveTransition } from './camera.store.ts';
import { issue, type Camera, type IssuedCamera } from './camera.ts';
import { actorOf, refuseElsewhere, toHolder } from './cameras.commands.ts';
import { hadCameraAfter } from './custody.store.ts';
import { checkDevice, takeIntoStock, type Device } from './delivery.ts';
import { findRecallOf } from './firmware.store.ts';
import { CAMERA_BATCH, type ImportedCamera } from './import.store.ts';
import { checkPast, notAfter, type Past } from './imported-past.ts';

/** A valid row: a camera in the stock of a unit, or with an officer. */
interface ImportedDevice extends Past {
  readonly unit: PatrolUnit;
  readonly device: Device;
  /** Empty without a delivery of a wave. */
  readonly deliveryId: string;
  readonly demonstration: boolean;
}

export function importRpcs(registry: OfficerRegistry): Rpc[] {
  return [importCameras(registry), listImportedCameras];
}

/** Rows in a transaction of their own that run at once: each takes a connection, and other calls need some as well. */
const AT_ONCE = 4;

/**
 * Rows share commits, except for those of a delivery, which wait for its lock, and those with an officer, about whom the
 * registry is asked.
 */
function addCamera(registry: OfficerRegistry): BatchWrite<ImportedDevice, string> {
  const inTurn = turns(AT_ONCE);
  return {
    write(runtime, key, imported, call) {
      const { deliveryId, officerId } = imported;
      if (deliveryId === '' && officerId === '') return addToStock.write(runtime, key, imported, call);
      const ids = [key.requestId, deliveryId, officerId].filter((id) => id !== '');
      return inTurn(ids, () => addAlone(runtime, registry, key, imported, call));
    },
  };
}

const addToStock = batchWrite<string, ImportedDevice, ImportedCamera, ImportedCamera>(ROW_ANSWER, {
  authorize: (call, { unit }) => refuseElsewhere(call, unit, 'the patrol unit'),
  decide: (imported, write) => ({
    camera: stocked(imported, write),
    actor: actorOf(write.call),
    now: write.now,
  }),
  batch: CAMERA_BATCH,
  events: ({ camera }) => [registeredEvent(camera)],
  about: ({ camera }) => [camera.cameraId],
  reply: ({ camera }) => camera.cameraId,
});

function stocked(imported: ImportedDevice, write: Pick<Write, 'now' | 'newId'>): Camera {
  return takeIntoStock(
    imported.device,
    { ...imported, registeredAt: notAfter(write.now, imported.registeredAt) },
    write,
  );
}

/** Adds a camera in a transaction of its own: within the split of its delivery, and to its officer. */
async function addAlone(
  { clock, unitOfWork }: Runtime,
  registry: OfficerRegistry,
  key: RequestKey,
  imported: ImportedDevice,
  call: CallContext,
) {
  const { unit, deliveryId, officerId } = imported;
  const outside = refuseElsewhere(call, unit, 'the patrol unit');
  if (outside !== undefined) throw outside;
  const known = await unitOfWork.answerTo(key);
  if (known !== undefined) return { response: ROW_ANSWER.decode(known), repeated: true };
  const officer = officerId === '' ? undefined : await findOfficer(registry, officerId);
  let repeated = true;
  const answer = await unitOfWork.write(key, async (tx) => {
    repeated = false;
    const refused = deliveryId === '' ? undefined : await refuseDelivery(tx, deliveryId, unit.code, 1);
    if (refused !== undefined) throw refused;
    const now = clock.now();
    const camera = stocked(imported, { now, newId: () => clock.newId(now) });
    await addCameras(tx, [camera], actorOf(call), now);
    const issued = officer && (await issueThen(tx, camera, officer, notAfter(now, imported.issuedAt), now, call));
    return {
      answer: ROW_ANSWER.encode(camera.cameraId),
      events: [registeredEvent(camera), ...(issued === undefined ? [] : [issuedEvent(issued)])],
      about: [camera.cameraId, ...(issued === undefined ? [] : [issued.holderId])],
    };
  });
  return { response: ROW_ANSWER.decode(answer), repeated };
}

/** The officer as the registry knows one now. UNAVAILABLE if it does not answer. */
async function findOfficer(registry: OfficerRegistry, officerId: string) {
  const found = await registry.find(officerId);
  return accepted(found ?? preconditionFailed('OFFICER_UNKNOWN', 'the registry knows no such officer'));
}

/** Issues a camera by the rules of today, since an instant from which on the officer had no other one. */
async function issueThen(
  tx: EntityManager,
  camera: Camera,
  officer: Candidate,
  at: Date,
  now: Date,
  call: CallContext,
): Promise<IssuedCamera> {
  const holder = await toHolder(tx, officer);
  const after = accepted(issue(camera, holder, await findRecallOf(tx, camera), at));
  if (await hadCameraAfter(tx, holder.officerId, at)) {
    throw preconditionFailed('OFFICER_HAD_CAMERA', 'the officer had another camera then');
  }
  const recordedAt = at < now ? now : undefined;
  await saveTransition(tx, { step: 'issue', before: camera, after, at, reason: '' }, actorOf(call), recordedAt);
  return after;
}

/** Imports the cameras of another system row by row. */
function importCameras(registry: OfficerRegistry): Rpc {
  return importCommand(Rollout.importCameras, {
    row: CameraImportRow,
    rowName: 'safecommunity.cameras.v1.CameraImportRow',
    response: ImportCamerasResponse,
    refusedField: RefusedRowField,
    reader({ database, clock }) {
      const known = {
        unitOf: askedOnce((code) => findUnit(database.em.fork(), code)),
        isDelivery: askedOnce((deliveryId) => isDelivery(database.em.fork(), deliveryId)),
      };
      return Promise.resolve((row: CameraImportRow) => readRow(row, known, clock.now()));
    },
    write: addCamera(registry),
    rules: RULES,
  });
}

/** What the refusal of a write says about the row. */
const RULES = {
  SERIAL_NUMBER_TAKEN: { field: 'device.serial_number', rule: 'must not be registered already' },
  SPLIT_EXCEEDED: { field: 'delivery_id', rule: 'must have cameras left for the unit in its accepted split' },
  OUTSIDE_TERRITORY: { field: 'patrol_unit_code', rule: 'must be within the territory of the caller' },
  OFFICER_UNKNOWN: { field: 'officer_id', rule: 'must be of an officer of the registry' },
  OFFICER_NOT_ON_PATROL_STRENGTH: { field: 'officer_id', rule: 'must be of an active patrol officer' },
  OFFICER_OF_OTHER_UNIT: { field: 'officer_id', rule: 'must be of an officer of the unit' },
  OFFICER_HAS_CAMERA: { field: 'officer_id', rule: 'must be of an officer without another camera' },
  OFFICER_HAD_CAMERA: { field: 'issued_time', rule: 'must not be before the officer handed in the last camera' },
  CAMERA_FIRMWARE_RECALLED: {
    field: 'device.firmware_version',
    rule: 'must not be recalled if an officer has the camera',
  },
};

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

async function readRow(
  row: CameraImportRow,
  { unitOf, isDelivery: isKnown }: Known,
  now: Date,
): Promise<Parsed<ImportedDevice>> {
  const { device = NO_DEVICE, demonstration } = row;
  const fields = new Fields(row);
  const past = {
    registeredAt: fields.optionalTime('registered_time'),
    officerId: fields.optionalUuid('officer_id'),
    issuedAt: fields.optionalTime('issued_time'),
  };
  fields.check(fields.violations.length === 0 ? checkPast(past, now) : []);
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
    : { value: { unit, device, deliveryId, demonstration, ...past } };
}

const listImportedCameras = listImported(Rollout.listImportedCameras, (imported) => ({
  cameras: imported.map(({ externalId, id }) => ({ externalId, cameraId: id })),
}));
