import { SplitMethod, type Wave } from '@safe-community/contracts/cameras/v1/rollout.ts';
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
const MOST_PAGE = 500;
const ORDERED_DAYS_AGO = 60;
/** The first wave came early. */
export const DELIVERED_DAYS_AGO = 20;

/** Who decides in the demonstration what only a person decides. */
export const DEMONSTRATOR = 'demonstration';

/** Cameras that a delivery brings to each unit. */
export interface DemonstrationDelivery {
  /** Empty if there is none. */
  readonly deliveryId: string;
  readonly quantityOf: ReadonlyMap<string, number>;
}

/**
 * Adds two invented waves, one of them delivered in part and split by the acting person of the connection, and the term for
 * returns. The days of a wave must not be in the past, so a run on a later day leaves those that exist as they are.
 *
 * @returns what was delivered
 */
export async function setUpWaves(
  connection: Connection,
  units: readonly PlannedUnit[],
): Promise<DemonstrationDelivery> {
  const today = kyivDay(new Date());
  await setTerm(connection);
  const { waves } = await retryTransient(() =>
    connection.waves.listWaves({ waveId: '', pageSize: MOST_PAGE, pageToken: '' }),
  );
  const existing = waves.find(({ demonstration, deliveryDueOn }) => demonstration && deliveryDueOn < today);
  if (existing !== undefined) return deliveryOf(existing);
  const waveId = await planWave(connection, units, { number: 1, dueOn: today });
  await deliver(connection, waveId, { quantity: units.length * DELIVERED_EACH, today });
  await planWave(connection, units, { number: 2, dueOn: addDays(today, 60) });
  const { waves: delivered } = await retryTransient(() =>
    connection.waves.listWaves({ waveId, pageSize: 1, pageToken: '' }),
  );
  return deliveryOf(delivered[0]);
}

function deliveryOf(wave: Wave | undefined): DemonstrationDelivery {
  const { deliveryId = '', parts = [] } = wave?.deliveries[0] ?? {};
  return { deliveryId, quantityOf: new Map(parts.map((part) => [part.patrolUnitCode, part.quantity])) };
}

async function deliver(
  { waves }: Connection,
  waveId: string,
  { quantity, today }: { readonly quantity: number; readonly today: Day },
): Promise<void> {
  const { deliveryId } = await retryTransient(() =>
    waves.recordDelivery({
      requestId: requestIdOf(`wave 1 delivery ${today}`),
      waveId,
      quantity,
      deliveredOn: addDays(today, -DELIVERED_DAYS_AGO),
    }),
  );
  const { waves: found } = await retryTransient(() => waves.listWaves({ waveId, pageSize: 1, pageToken: '' }));
  // A run that was interrupted may have split it.
  if (deliveryOf(found[0]).quantityOf.size > 0) return;
  const { EQUAL_SHARE: method } = SplitMethod;
  const proposal = await retryTransient(() => waves.proposeSplit({ deliveryId, method }));
  const parts = proposal.parts.map(({ patrolUnitCode, quantity: part }) => ({ patrolUnitCode, quantity: part }));
  const requestId = requestIdOf(`wave 1 split ${today}`);
  await retryTransient(() => waves.acceptSplit({ requestId, deliveryId, method, parts }));
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
      orderedOn: addDays(kyivDay(new Date()), -ORDERED_DAYS_AGO),
      reference: REFERENCE,
    }),
  );
  return waveId;
}

async function setTerm({ cameras }: Connection): Promise<void> {
  const term = { effectiveOn: '2021-01-01', days: 5, source: SOURCE, demonstration: true };
  await retryTransient(() => cameras.setReturnTerm({ requestId: requestIdOf('return term'), term }));
}
