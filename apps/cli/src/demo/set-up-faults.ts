import { FaultKind } from '@safe-community/contracts/cameras/v1/fault_service.ts';
import { addDays, kyivDay } from '@safe-community/domain-kit';
import type { Connection } from '../connection/connect-services.ts';
import { requestIdOf } from './request-id.ts';
import { retryTransient } from './retry-transient.ts';
import { FIRMWARE, MODEL, OLD_FIRMWARE } from './set-up-cameras.ts';

const SOURCE = 'Вигадано для демонстрації';
const UPDATED = 4;
const MAX_PAGE = 500;

/**
 * Adds faults of issued cameras, one that was repaired and one in repair, and a recall of firmware that is not complete.
 *
 * @param cameraIds of each unit: first those that are issued, last the spares. The first ones of the first unit have the
 *   old firmware.
 */
export async function setUpFaults(
  connection: Connection,
  cameraIds: readonly (readonly string[])[],
  recalled: readonly string[],
): Promise<void> {
  const ofOne = cameraIds.at(-1) ?? [];
  const [first, second] = ofOne;
  const [spare, other] = ofOne.toReversed();
  if (first === undefined || second === undefined || spare === undefined || other === undefined) return;
  await report(connection, first, FaultKind.BATTERY, 'Заряду вистачає на дві години');
  await report(connection, second, FaultKind.MOUNT, 'Зламано кріплення');
  await report(connection, spare, FaultKind.LENS, 'Подряпано об’єктив');
  await sendToRepair(connection, spare);
  await retryTransient(() =>
    connection.cameras.completeRepair({
      requestId: requestIdOf(`repaired ${spare}`),
      cameraId: spare,
      firmwareVersion: '',
      reason: 'Замінено об’єктив',
    }),
  );
  await report(connection, other, FaultKind.STORAGE, 'Не зберігає записів');
  await sendToRepair(connection, other);
  await recallFirmware(connection, recalled);
}

async function report({ faults }: Connection, cameraId: string, kind: FaultKind, description: string): Promise<void> {
  const requestId = requestIdOf(`fault ${kind} ${cameraId}`);
  await retryTransient(() => faults.reportFault({ requestId, cameraId, kind, description, noticedTime: undefined }));
}

async function sendToRepair({ cameras }: Connection, cameraId: string): Promise<void> {
  const requestId = requestIdOf(`repair ${cameraId}`);
  await retryTransient(() => cameras.sendToRepair({ requestId, cameraId, reason: 'Вигадана несправність' }));
}

/** Recalls the old firmware; a few cameras get the new one. */
async function recallFirmware({ cameras, faults }: Connection, cameraIds: readonly string[]): Promise<void> {
  const today = kyivDay(new Date());
  const { recalls } = await retryTransient(() =>
    faults.listRecalls({ includeComplete: true, pageSize: MAX_PAGE, pageToken: '' }),
  );
  if (recalls.length === 0) {
    await retryTransient(() =>
      faults.recallFirmware({
        requestId: requestIdOf(`recall ${today}`),
        model: MODEL,
        firmwareVersion: OLD_FIRMWARE,
        dueOn: addDays(today, 30),
        source: SOURCE,
      }),
    );
  }
  const updated = cameraIds.slice(0, UPDATED);
  if (updated.length === 0) return;
  const requestId = requestIdOf(`firmware ${updated.join(' ')}`);
  await retryTransient(() => cameras.recordFirmware({ requestId, cameraIds: [...updated], firmwareVersion: FIRMWARE }));
}
