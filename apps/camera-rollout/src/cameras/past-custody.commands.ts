import {
  CustodyImportRow,
  ImportCustodyResponse,
  RefusedRowField,
} from '@safe-community/contracts/cameras/v1/camera_import.ts';
import { CameraRolloutServiceService as Rollout } from '@safe-community/contracts/cameras/v1/camera_rollout_service.ts';
import type { EntityManager } from '@safe-community/database';
import { accepted, Fields, preconditionFailed, type Parsed } from '@safe-community/domain-kit';
import type { CallContext } from '@safe-community/grpc-kit';
import { importCommand, ROW_ANSWER, turns, type BatchWrite, type Rpc } from '@safe-community/service-kit';
import type { OfficerRegistry } from '../strength/module.ts';
import { custodyImportedEvent } from './camera.events.ts';
import { lockCamera } from './camera.store.ts';
import { actorOf, refuseElsewhere } from './cameras.commands.ts';
import { findCameraId, hadCameraDuring, insertHolding, readCustody } from './past-custody.store.ts';
import { checkPastHolding, findStock, type PastHolding } from './past-custody.ts';

export interface ImportNeeds {
  readonly registry: OfficerRegistry;
  /**
   * Clears the flag `not_held` of the recordings of a holding. Passed in by service.ts, because the module recordings
   * imports cameras.
   */
  readonly clearNotHeld: (tx: EntityManager, holding: PastHolding & { readonly cameraId: string }) => Promise<void>;
}

/** Imports who had cameras before, row by row. */
export function importCustody(needs: ImportNeeds): Rpc {
  return importCommand(Rollout.importCustody, {
    row: CustodyImportRow,
    rowName: 'safecommunity.cameras.v1.CustodyImportRow',
    response: ImportCustodyResponse,
    refusedField: RefusedRowField,
    reader: ({ clock }) => Promise.resolve((row: CustodyImportRow) => Promise.resolve(readRow(row, clock.now()))),
    write: addHolding(needs),
    rules: RULES,
  });
}

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

/** Rows in a transaction of their own that run at once: each takes a connection, and other calls need some as well. */
const AT_ONCE = 4;

function addHolding({ registry, clearNotHeld }: ImportNeeds): BatchWrite<PastHolding, string> {
  const inTurn = turns(AT_ONCE);
  return {
    write: ({ clock, unitOfWork }, key, holding, call) =>
      inTurn([key.requestId, holding.serialNumber, holding.officerId], async () => {
        const known = await unitOfWork.answerTo(key);
        if (known !== undefined) return { response: ROW_ANSWER.decode(known), repeated: true };
        await requirePatrol(registry, holding.officerId);
        let repeated = true;
        const answer = await unitOfWork.write(key, async (tx) => {
          repeated = false;
          const camera = await findOwn(tx, holding, call);
          const stock = accepted(findStock(await readCustody(tx, camera.cameraId), holding));
          if (await hadCameraDuring(tx, holding)) {
            throw preconditionFailed('OFFICER_HAD_CAMERA', 'the officer had another camera then');
          }
          const now = clock.now();
          await insertHolding(tx, camera.cameraId, stock, holding, actorOf(call), now);
          await clearNotHeld(tx, { ...holding, cameraId: camera.cameraId });
          return {
            answer: ROW_ANSWER.encode(camera.cameraId),
            events: [custodyImportedEvent(camera, stock, holding, now)],
            about: [camera.cameraId, holding.officerId],
          };
        });
        return { response: ROW_ANSWER.decode(answer), repeated };
      }),
  };
}

/** The registry does not say what an officer was at a time in the past. UNAVAILABLE if it does not answer. */
async function requirePatrol(registry: OfficerRegistry, officerId: string): Promise<void> {
  const officer = await registry.find(officerId);
  if (officer === undefined) throw preconditionFailed('OFFICER_UNKNOWN', 'the registry knows no such officer');
  if (officer.kind !== 'patrol') throw preconditionFailed('OFFICER_NOT_OF_PATROL', 'the officer is no patrol officer');
}

/** The camera of a row, locked, if it is within the territory of the caller. */
async function findOwn(tx: EntityManager, holding: PastHolding, call: CallContext) {
  const cameraId = await findCameraId(tx, holding);
  const camera = cameraId === undefined ? undefined : await lockCamera(tx, cameraId);
  if (camera === undefined) throw preconditionFailed('CAMERA_UNKNOWN', 'there is no such camera');
  const outside = refuseElsewhere(call, camera);
  if (outside !== undefined) throw outside;
  return camera;
}
