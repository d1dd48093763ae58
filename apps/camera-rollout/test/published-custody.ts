import { CustodyImportRow } from '@safe-community/contracts/cameras/v1/camera_import.ts';
import { CameraRolloutServiceService as Rollout } from '@safe-community/contracts/cameras/v1/camera_rollout_service.ts';
import * as events from '@safe-community/events';
import { sendParts, type PublishedEvents } from '@safe-community/testkit';
import { device } from './devices.ts';
import { wholeImport } from './import-parts.ts';
import { KYIV, UNIT } from './recordings.ts';
import type { RunningRollout } from './running-rollout.ts';

/** Imports who had a camera between two times of the past, and compares the event. */
export async function compareImportedCustody(
  rollout: RunningRollout,
  published: PublishedEvents,
  { stockedAt, now }: Readonly<{ stockedAt: Date; now: Date }>,
  setNow: (at: Date) => void,
): Promise<void> {
  const own = device();
  setNow(stockedAt);
  const request = { patrolUnitCode: UNIT, devices: [own] };
  const [cameraId = ''] = (await rollout.registerCameras(request)).cameraIds;
  setNow(now);
  const officerId = rollout.registry.addSilently({ patrolUnitCode: UNIT });
  const times = { issuedTime: stockedAt, returnedTime: now };
  const { serialNumber, model } = own;
  const row = { rowNumber: 1, externalId: cameraId, serialNumber, model, officerId, ...times };
  const parts = wholeImport('journal', [CustodyImportRow.fromPartial(row)]);
  await sendParts(rollout.port, Rollout.importCustody, parts);
  await published.expectWhole(events.cameraCustodyImported, cameraId, `${KYIV}.none`, [
    { cameraId, officerId, patrolUnitCode: UNIT, oblastCode: KYIV, ...times, importedTime: now },
  ]);
}
