import {
  CameraImportRow,
  ImportCamerasResponse,
  RefusedRowField,
} from '@safe-community/contracts/cameras/v1/camera_import.ts';
import { CameraRolloutServiceService as Rollout } from '@safe-community/contracts/cameras/v1/camera_rollout_service.ts';
import type { EntityManager } from '@safe-community/database';
import { Fields, isRefused, preconditionFailed, within, type Decision, type Parsed } from '@safe-community/domain-kit';
import {
  given,
  listImported,
  ROW_ANSWER,
  type Asked,
  type DeclaredWrite,
  type Rpc,
  type Write,
} from '@safe-community/service-kit';
import { checkUnitCode, findUnit, type Candidate, type OfficerRegistry, type PatrolUnit } from '../strength/module.ts';
import { issuedEvent, registeredEvent } from './camera.events.ts';
import { addCameras, saveTransition, serialNumberTaken } from './camera.store.ts';
import { issue, type Camera, type Holder, type IssuedCamera, type NamedRecall } from './camera.ts';
import { actorOf, refuseElsewhere, toHolder, type CameraNeeds } from './cameras.commands.ts';
import { checkDevice, takeIntoStock, type Device } from './delivery.ts';
import { CAMERA_BATCH, type ImportedCamera } from './import.store.ts';
import { checkPast, notAfter, type Past } from './imported-past.ts';
import { findCameraId, findLastHolding } from './past-custody.store.ts';

const { command, importCommand } = given<CameraNeeds>();

/** A valid row: a camera in the stock of a unit, or with an officer. */
interface ImportedDevice extends Past {
  readonly unit: PatrolUnit;
  readonly device: Device;
  /** Empty without a delivery of a wave. */
  readonly deliveryId: string;
}

const addToStock = command(ROW_ANSWER, {
  authorize: ({ call, command: { unit } }: Asked<ImportedDevice, CameraNeeds>) =>
    refuseElsewhere(call, unit, 'the patrol unit'),
  decide: ({ command: imported, call, now, newId }): ImportedCamera => ({
    camera: stocked(imported, { now, newId }),
    actor: actorOf(call),
    now,
  }),
  batch: () => CAMERA_BATCH,
  events: ({ saved: { camera } }) => [registeredEvent(camera)],
  subjects: ({ saved: { camera } }) => [camera.cameraId],
  reply: ({ saved: { camera } }) => camera.cameraId,
});

type Times = Pick<Write, 'now' | 'newId'>;

function stocked(imported: ImportedDevice, write: Times): Camera {
  return takeIntoStock(
    imported.device,
    { ...imported, registeredAt: notAfter(write.now, imported.registeredAt) },
    write,
  );
}

/** Adds a camera in a transaction of its own: within the split of its delivery, and to its officer. */
const addAlone = command(ROW_ANSWER, {
  inOrder: ({ deliveryId, officerId }: ImportedDevice) => [deliveryId, officerId],
  authorize: ({ call, command: { unit } }) => refuseElsewhere(call, unit, 'the patrol unit'),
  gather: ({ command: { officerId }, deps: { registry } }) => findOfficer(registry, officerId),
  async load({ tx, command: imported, gathered: officer, deps }) {
    const { deliveryId, unit, device } = imported;
    const refused = deliveryId === '' ? undefined : await deps.refuseDelivery(tx, deliveryId, unit.code, 1);
    if (refused !== undefined) return refused;
    // What is wrong with a camera that is registered already is not its officer.
    if ((await findCameraId(tx, device)) !== undefined) return serialNumberTaken([device], new Set());
    return officer && { ...(await loadHolder(tx, officer)), recall: await deps.findRecallOf(tx, device) };
  },
  decide: ({ loaded: officer, command: imported, now, newId }) => addTo(officer, imported, { now, newId }),
  async save({ tx, change: added, call, now }) {
    const { camera, issued } = added;
    const cameras = await addCameras(tx, [camera], actorOf(call), now);
    if (isRefused(cameras)) return cameras;
    if (issued === undefined) return added;
    const step = { step: 'issue', before: camera, after: issued, at: issued.issuedAt, reason: '' } as const;
    const saved = await saveTransition(tx, step, actorOf(call), issued.issuedAt < now ? now : undefined);
    return isRefused(saved) ? saved : added;
  },
  events: ({ saved: { camera, issued } }) => [
    registeredEvent(camera),
    ...(issued === undefined ? [] : [issuedEvent(issued)]),
  ],
  subjects: ({ saved: { camera, issued } }) => [camera.cameraId, ...(issued === undefined ? [] : [issued.holderId])],
  reply: ({ saved: { camera } }) => camera.cameraId,
});

/** The officer as the registry knows one now, undefined for a row without one. UNAVAILABLE if it does not answer. */
async function findOfficer(registry: OfficerRegistry, officerId: string) {
  if (officerId === '') return undefined;
  const found = await registry.find(officerId);
  return found ?? preconditionFailed('OFFICER_UNKNOWN', 'the registry knows no such officer');
}

/** What decides whether the officer of a row may have its camera. */
interface FutureHolder {
  readonly holder: Holder;
  readonly recall: NamedRecall | undefined;
  /** The officer's last camera; undefined if there was none. */
  readonly last: { readonly endAt: Date | undefined } | undefined;
}

async function loadHolder(tx: EntityManager, officer: Candidate): Promise<Omit<FutureHolder, 'recall'>> {
  const holder = await toHolder(tx, officer);
  return { holder, last: await findLastHolding(tx, holder.officerId) };
}

interface Added {
  readonly camera: Camera;
  /** The camera with its officer; undefined if it is in stock. */
  readonly issued: IssuedCamera | undefined;
}

/**
 * The camera, issued by the rules of today, since an instant from which on the officer had no other one. Without an
 * `issuedAt` the instant is now: a camera that was handed in at a replica whose clock is ahead counts as well.
 */
function addTo(officer: FutureHolder | undefined, imported: ImportedDevice, write: Times): Decision<Added> {
  const camera = stocked(imported, write);
  if (officer === undefined) return { camera, issued: undefined };
  const { holder, recall, last } = officer;
  const issuedAt = notAfter(write.now, imported.issuedAt);
  const issued = issue(camera, holder, recall, issuedAt);
  if (isRefused(issued)) return issued;
  const hadCamera = last !== undefined && (last.endAt === undefined || last.endAt > issuedAt);
  return hadCamera
    ? preconditionFailed('OFFICER_HAD_CAMERA', 'the officer had another camera then')
    : { camera, issued };
}

/**
 * Rows share commits, except for those of a delivery, which wait for its lock, and those with an officer, about whom the
 * registry is asked.
 */
const addCamera: DeclaredWrite<ImportedDevice, string, CameraNeeds> = {
  write(bound, key, imported, call) {
    const isShared = imported.deliveryId === '' && imported.officerId === '';
    return (isShared ? addToStock : addAlone).write(bound, key, imported, call);
  },
};

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

/** Imports the cameras of another system row by row. */
const importCameras = importCommand(Rollout.importCameras, {
  row: CameraImportRow,
  rowName: 'safecommunity.cameras.v1.CameraImportRow',
  response: ImportCamerasResponse,
  refusedField: RefusedRowField,
  reader({ database, clock, deps }) {
    const known = {
      unitOf: askedOnce((code) => findUnit(database.em.fork(), code)),
      isDelivery: askedOnce((deliveryId) => deps.isDelivery(database.em.fork(), deliveryId)),
    };
    return Promise.resolve((row: CameraImportRow) => readRow(row, known, clock.now()));
  },
  write: addCamera,
  rules: RULES,
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

async function readRow(
  row: CameraImportRow,
  { unitOf, isDelivery }: Known,
  now: Date,
): Promise<Parsed<ImportedDevice>> {
  const { device = NO_DEVICE } = row;
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
  const isMissing = fields.violations.length === 0 && deliveryId !== '' && !(await isDelivery(deliveryId));
  fields.check(isMissing ? [{ field: 'delivery_id', rule: 'must be of a recorded delivery' }] : []);
  return unit === undefined || fields.violations.length > 0
    ? { violations: fields.violations }
    : { value: { unit, device, deliveryId, ...past } };
}

const listImportedCameras = listImported(Rollout.listImportedCameras, (imported) => ({
  cameras: imported.map(({ externalId, id }) => ({ externalId, cameraId: id })),
}));

export const IMPORT_RPCS: readonly Rpc<CameraNeeds>[] = [importCameras, listImportedCameras];
