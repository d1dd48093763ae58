import {
  CustodyImportRow,
  ImportCustodyResponse,
  RefusedRowField,
} from '@safe-community/contracts/cameras/v1/camera_import.ts';
import { CameraRolloutServiceService as Rollout } from '@safe-community/contracts/cameras/v1/camera_rollout_service.ts';
import type { EntityManager } from '@safe-community/database';
import { Fields, isRefused, preconditionFailed, type Decision, type Parsed } from '@safe-community/domain-kit';
import { given, ROW_ANSWER } from '@safe-community/service-kit';
import type { Candidate, OfficerRegistry } from '../strength/module.ts';
import { custodyImportedEvent } from './camera.events.ts';
import { lockCamera } from './camera.store.ts';
import type { Camera } from './camera.ts';
import { actorOf, refuseElsewhere } from './cameras.commands.ts';
import { findCameraId, hadCameraDuring, insertHolding, readCustody } from './past-custody.store.ts';
import { checkPastHolding, findStock, type KnownEntry, type PastHolding } from './past-custody.ts';

export interface ImportNeeds {
  readonly registry: OfficerRegistry;
  /**
   * Clears the flag `not_held` of the recordings of a holding. Passed in by service.ts, because the module recordings
   * imports cameras.
   */
  readonly clearNotHeld: (tx: EntityManager, holding: PastHolding & { readonly cameraId: string }) => Promise<void>;
}

const { command, importCommand } = given<ImportNeeds>();

/** What the refusal of a write says about the row. */
const RULES = {
  CAMERA_UNKNOWN: { field: 'serial_number', rule: 'must be of a registered camera of the model' },
  OUTSIDE_TERRITORY: { field: 'serial_number', rule: 'must be of a camera within the territory of the caller' },
  CAMERA_NOT_REGISTERED_THEN: { field: 'issued_time', rule: 'must not be before the registration of the camera' },
  CAMERA_HELD_THEN: { field: 'issued_time', rule: 'must not be while an officer had the camera, until returned_time' },
  CAMERA_RETIRED_THEN: { field: 'returned_time', rule: 'must not be after the camera was retired' },
  CAMERA_AWAY_THEN: { field: 'issued_time', rule: 'must not be while the camera was in repair or lost' },
  CAMERA_TRANSFERRED_THEN: { field: 'returned_time', rule: 'must not be after the camera moved to another unit' },
  OFFICER_UNKNOWN: { field: 'officer_id', rule: 'must be of an officer of the registry' },
  OFFICER_NOT_OF_PATROL: { field: 'officer_id', rule: 'must be of a patrol officer' },
  OFFICER_HAD_CAMERA: { field: 'officer_id', rule: 'must be of an officer who had no other camera then' },
};

function readRow(row: CustodyImportRow, now: Date): Parsed<PastHolding> {
  const fields = new Fields(row);
  const holding = {
    serialNumber: row.serialNumber,
    model: row.model,
    officerId: fields.uuid('officer_id'),
    issuedAt: fields.time('issued_time'),
    returnedAt: fields.time('returned_time'),
    reason: row.reason,
  };
  // A missing time is reported alone.
  fields.check(row.issuedTime === undefined || row.returnedTime === undefined ? [] : checkPastHolding(holding, now));
  return fields.violations.length > 0 ? { violations: fields.violations } : { value: holding };
}

const addHolding = command(ROW_ANSWER, {
  inOrder: ({ serialNumber, officerId }: PastHolding) => [serialNumber, officerId],
  gather: ({ command: { officerId }, deps: { registry } }) => findPatrol(registry, officerId),
  load: ({ tx, command: holding }) => loadCamera(tx, holding),
  authorizeLoaded: ({ call, loaded: { camera } }) => refuseElsewhere(call, camera),
  decide: ({ loaded, command: holding }) => partStock(loaded, holding),
  async save({ tx, change: added, call, now, deps: { clearNotHeld } }) {
    const { camera, stock, holding } = added;
    await insertHolding(tx, camera.cameraId, stock, holding, actorOf(call), now);
    await clearNotHeld(tx, { ...holding, cameraId: camera.cameraId });
    return added;
  },
  events: ({ saved: { camera, stock, holding }, now }) => [custodyImportedEvent(camera, stock, holding, now)],
  subjects: ({ saved: { camera, holding } }) => [camera.cameraId, holding.officerId],
  reply: ({ saved: { camera } }) => camera.cameraId,
});

/** The registry does not say what an officer was at a time in the past. UNAVAILABLE if it does not answer. */
async function findPatrol(registry: OfficerRegistry, officerId: string): Promise<Decision<Candidate>> {
  const officer = await registry.find(officerId);
  if (officer === undefined) return preconditionFailed('OFFICER_UNKNOWN', 'the registry knows no such officer');
  if (isRefused(officer)) return officer;
  return officer.kind === 'patrol'
    ? officer
    : preconditionFailed('OFFICER_NOT_OF_PATROL', 'the officer is no patrol officer');
}

/** The camera of a row, locked, and what is known of that time. */
interface Loaded {
  readonly camera: Camera;
  readonly custody: readonly KnownEntry[];
  /** Whether the officer had another camera then. */
  readonly hadCamera: boolean;
}

async function loadCamera(tx: EntityManager, holding: PastHolding): Promise<Decision<Loaded>> {
  const cameraId = await findCameraId(tx, holding);
  const camera = cameraId === undefined ? undefined : await lockCamera(tx, cameraId);
  if (camera === undefined) return preconditionFailed('CAMERA_UNKNOWN', 'there is no such camera');
  const custody = await readCustody(tx, camera.cameraId);
  return { camera, custody, hadCamera: await hadCameraDuring(tx, holding) };
}

interface Added {
  readonly camera: Camera;
  /** The time in stock that the holding parts in two. */
  readonly stock: KnownEntry;
  readonly holding: PastHolding;
}

function partStock({ camera, custody, hadCamera }: Loaded, holding: PastHolding): Decision<Added> {
  const stock = findStock(custody, holding);
  if (isRefused(stock)) return stock;
  return hadCamera
    ? preconditionFailed('OFFICER_HAD_CAMERA', 'the officer had another camera then')
    : { camera, stock, holding };
}

/** Imports who had cameras before, row by row. */
export const importCustody = importCommand(Rollout.importCustody, {
  row: CustodyImportRow,
  rowName: 'safecommunity.cameras.v1.CustodyImportRow',
  response: ImportCustodyResponse,
  refusedField: RefusedRowField,
  reader: ({ clock }) => Promise.resolve((row: CustodyImportRow) => Promise.resolve(readRow(row, clock.now()))),
  write: addHolding,
  rules: RULES,
});
