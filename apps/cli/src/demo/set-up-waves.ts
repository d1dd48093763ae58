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
const MAX_PAGE = 500;
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
 * returns. A run that was interrupted goes on with the waves that exist, also on a later day.
 *
 * @returns what was delivered
 */
export async function setUpWaves(
  connection: Connection,
  units: readonly PlannedUnit[],
): Promise<DemonstrationDelivery> {
  await setTerm(connection);
  const known = await listWaves(connection, '');
  const [first, second] = known.toSorted((a, b) => (a.deliveryDueOn < b.deliveryDueOn ? -1 : 1));
  const today = first?.deliveryDueOn ?? kyivDay(new Date());
  const waveId = await planWave(connection, units, { number: 1, today, dueOn: today, existing: first });
  await deliver(connection, waveId, { quantity: units.length * DELIVERED_EACH, today });
  await planWave(connection, units, { number: 2, today, dueOn: addDays(today, 60), existing: second });
  const [delivered] = await listWaves(connection, waveId);
  return deliveryOf(delivered);
}

async function listWaves({ waves }: Connection, waveId: string): Promise<Wave[]> {
  const found = await retryTransient(() => waves.listWaves({ waveId, pageSize: MAX_PAGE, pageToken: '' }));
  return found.waves;
}

function deliveryOf(wave: Wave | undefined): DemonstrationDelivery {
  const { deliveryId = '', parts = [] } = wave?.deliveries[0] ?? {};
  return { deliveryId, quantityOf: new Map(parts.map((part) => [part.patrolUnitCode, part.quantity])) };
}

async function deliver(
  connection: Connection,
  waveId: string,
  { quantity, today }: { readonly quantity: number; readonly today: Day },
): Promise<void> {
  const { waves } = connection;
  const [wave] = await listWaves(connection, waveId);
  if (deliveryOf(wave).quantityOf.size > 0) return;
  const { deliveryId } = await retryTransient(() =>
    waves.recordDelivery({
      requestId: requestIdOf(`wave 1 delivery ${today}`),
      waveId,
      quantity,
      deliveredOn: addDays(today, -DELIVERED_DAYS_AGO),
    }),
  );
  const { EQUAL_SHARE: method } = SplitMethod;
  const proposal = await retryTransient(() => waves.proposeSplit({ deliveryId, method }));
  const parts = proposal.parts.map(({ patrolUnitCode, quantity: part }) => ({ patrolUnitCode, quantity: part }));
  const requestId = requestIdOf(`wave 1 split ${today}`);
  await retryTransient(() => waves.acceptSplit({ requestId, deliveryId, method, parts }));
}

interface PlannedWave {
  readonly number: number;
  /** The day of the first run. */
  readonly today: Day;
  readonly dueOn: Day;
  readonly existing: Wave | undefined;
}

async function planWave(
  { waves }: Connection,
  units: readonly PlannedUnit[],
  { number, today, dueOn, existing }: PlannedWave,
): Promise<string> {
  const requestOf = (step: string) => requestIdOf(`wave ${number} ${step} ${dueOn}`);
  const plan = {
    requestId: requestOf('plan'),
    name: `Вигадана хвиля ${number}`,
    source: SOURCE,
    deliveryDueOn: dueOn,
    issueDueOn: addDays(dueOn, 30),
    units: units.map(({ code }) => ({ patrolUnitCode: code, quantity: EACH })),
  };
  const { waveId } = existing ?? (await retryTransient(() => waves.planWave(plan), ['UNIT_UNKNOWN']));
  if (existing !== undefined && existing.ordered > 0) return waveId;
  await retryTransient(() =>
    waves.recordOrder({
      requestId: requestOf('order'),
      waveId,
      quantity: units.length * EACH,
      orderedOn: addDays(today, -ORDERED_DAYS_AGO),
      reference: REFERENCE,
    }),
  );
  return waveId;
}

async function setTerm({ cameras }: Connection): Promise<void> {
  const term = { effectiveOn: '2021-01-01', days: 5, source: SOURCE };
  await retryTransient(() => cameras.setReturnTerm({ requestId: requestIdOf('return term'), term }));
}
