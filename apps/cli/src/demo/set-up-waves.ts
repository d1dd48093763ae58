import { SplitMethod } from '@safe-community/contracts/cameras/v1/rollout.ts';
import { ListCamerasRequest } from '@safe-community/contracts/cameras/v1/camera_list.ts';
import { addDays, kyivDay, type Day } from '@safe-community/domain-kit';
import type { Connection } from '../connection/connect-services.ts';
import type { PlannedUnit } from './patrol-units.ts';
import { requestIdOf } from './request-id.ts';
import { retryTransient } from './retry-transient.ts';

const SOURCE = 'Вигадано для демонстрації';
const REFERENCE = 'Вигаданий договір';
const EACH = 4;
/** Of the first wave, the part that is delivered and split. */
const DELIVERED_EACH = 3;
const RECALLED = 10;
const UPDATED = 4;
const MOST_PAGE = 500;

/** Who decides in the demonstration what only a person decides. */
export const DEMONSTRATOR = 'demonstration';

/**
 * Adds two invented waves, one of them delivered in part and split by the acting person of the connection, the term for returns, and a recall of firmware that is
 * not complete. The days of a wave must not be in the past, so a later run leaves those that exist as they are.
 *
 * @returns the number of waves
 */
export async function setUpWaves(connection: Connection, units: readonly PlannedUnit[]): Promise<number> {
  const today = kyivDay(new Date());
  const { waves } = await retryTransient(() =>
    connection.waves.listWaves({ waveId: '', pageSize: MOST_PAGE, pageToken: '' }),
  );
  if (!waves.some(({ demonstration }) => demonstration)) {
    await planFirstWave(connection, units, today);
    await planWave(connection, units, { number: 2, dueOn: addDays(today, 60) });
  }
  await setTerm(connection);
  await recallFirmware(connection, units, today);
  return 2;
}

async function planFirstWave(connection: Connection, units: readonly PlannedUnit[], today: Day): Promise<void> {
  const waveId = await planWave(connection, units, { number: 1, dueOn: today });
  const quantity = units.length * DELIVERED_EACH;
  const { deliveryId } = await retryTransient(() =>
    connection.waves.recordDelivery({
      requestId: requestIdOf(`wave 1 delivery ${today}`),
      waveId,
      quantity,
      deliveredOn: today,
    }),
  );
  const { LARGEST_GAP: method } = SplitMethod;
  const proposal = await retryTransient(() => connection.waves.proposeSplit({ deliveryId, method }));
  const parts = proposal.parts.map(({ patrolUnitCode, quantity: part }) => ({ patrolUnitCode, quantity: part }));
  const requestId = requestIdOf(`wave 1 split ${today}`);
  await retryTransient(() => connection.waves.acceptSplit({ requestId, deliveryId, method, parts }));
}

interface PlannedWave {
  readonly number: number;
  readonly dueOn: Day;
}

async function planWave(
  { waves }: Connection,
  units: readonly PlannedUnit[],
  { number, dueOn }: PlannedWave,
): Promise<string> {
  const requestOf = (step: string) => requestIdOf(`wave ${number} ${step} ${dueOn}`);
  const { waveId } = await retryTransient(
    () =>
      waves.planWave({
        requestId: requestOf('plan'),
        name: `Вигадана хвиля ${number}`,
        source: SOURCE,
        deliveryDueOn: dueOn,
        issueDueOn: addDays(dueOn, 30),
        units: units.map(({ code }) => ({ patrolUnitCode: code, quantity: EACH })),
        demonstration: true,
      }),
    ['UNIT_UNKNOWN'],
  );
  await retryTransient(() =>
    waves.recordOrder({
      requestId: requestOf('order'),
      waveId,
      quantity: units.length * EACH,
      orderedOn: kyivDay(new Date()),
      reference: REFERENCE,
    }),
  );
  return waveId;
}

async function setTerm({ cameras }: Connection): Promise<void> {
  const term = { effectiveOn: '2021-01-01', days: 5, source: SOURCE, demonstration: true };
  await retryTransient(() => cameras.setReturnTerm({ requestId: requestIdOf('return term'), term }));
}

/** Recalls the firmware of some cameras of the first unit, of which a few have another version already. */
async function recallFirmware(
  { cameras, faults }: Connection,
  [unit]: readonly PlannedUnit[],
  today: Day,
): Promise<void> {
  const { recalls } = await retryTransient(() =>
    faults.listRecalls({ includeComplete: true, pageSize: MOST_PAGE, pageToken: '' }),
  );
  if (unit === undefined || recalls.some(({ demonstration }) => demonstration)) return;
  const filter = ListCamerasRequest.fromPartial({ patrolUnitCode: unit.code, pageSize: RECALLED });
  const { cameras: found } = await retryTransient(() => cameras.listCameras(filter));
  const [first] = found;
  if (first?.device === undefined) return;
  const cameraIds = found.map(({ cameraId }) => cameraId);
  const record = (firmwareVersion: string, ids: string[]) =>
    retryTransient(() =>
      cameras.recordFirmware({
        requestId: requestIdOf(`firmware ${firmwareVersion}`),
        cameraIds: ids,
        firmwareVersion,
      }),
    );
  await record('demo-1.0', cameraIds);
  await retryTransient(() =>
    faults.recallFirmware({
      requestId: requestIdOf(`recall ${today}`),
      model: first.device?.model ?? '',
      firmwareVersion: 'demo-1.0',
      dueOn: addDays(today, 30),
      source: SOURCE,
      demonstration: true,
    }),
  );
  await record('demo-1.1', cameraIds.slice(0, UPDATED));
}
