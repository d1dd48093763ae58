import {
  checkDay,
  checkName,
  invalid,
  kyivDay,
  preconditionFailed,
  type Day,
  type Decision,
  type Violation,
} from '@safe-community/domain-kit';
import { refuseUnknown, type SplitMethod, type UnitQuantity } from './split.ts';

/** A planned part of the rollout. */
export interface Wave {
  /** UUID version 7. */
  readonly waveId: string;
  readonly name: string;
  readonly source: string;
  readonly deliveryDueOn: Day;
  readonly issueDueOn: Day;
  readonly units: readonly UnitQuantity[];
  readonly plannedAt: Date;
}

const SOURCE = { least: 2, most: 500 };

export function checkWave({ name, source, deliveryDueOn, issueDueOn }: Plan): Violation[] {
  return [
    ...checkName(name, 'name'),
    ...checkName(source, 'source', SOURCE),
    ...checkDay(deliveryDueOn, 'delivery_due_on'),
    ...checkDay(issueDueOn, 'issue_due_on'),
  ];
}

type Plan = Pick<Wave, 'name' | 'source' | 'deliveryDueOn' | 'issueDueOn'>;

/** @param known codes of patrol units that the registry has named. */
export function planWave(wave: Wave, known: ReadonlySet<string>): Decision<Wave> {
  const { deliveryDueOn, issueDueOn, plannedAt, units } = wave;
  if (deliveryDueOn < kyivDay(plannedAt)) {
    return invalid([{ field: 'delivery_due_on', rule: 'must not be in the past' }]);
  }
  if (issueDueOn < deliveryDueOn) {
    return invalid([{ field: 'issue_due_on', rule: 'must not be before delivery_due_on' }]);
  }
  return refuseUnknown(units, known, 'units') ?? wave;
}

/** How many cameras of a wave were ordered and delivered so far. */
export interface Supply {
  readonly waveId: string;
  readonly ordered: number;
  readonly delivered: number;
}

export interface Order {
  readonly orderId: string;
  readonly quantity: number;
  readonly orderedOn: Day;
  readonly reference: string;
}

export interface NewDelivery {
  readonly deliveryId: string;
  readonly quantity: number;
  readonly deliveredOn: Day;
}

export function order<Placed extends Order>(supply: Supply, placed: Placed, now: Date) {
  if (placed.orderedOn > kyivDay(now)) return futureDay('ordered_on');
  return { ...placed, supply, ordered: supply.ordered + placed.quantity, recordedAt: now };
}

export function deliver<Delivered extends NewDelivery>(supply: Supply, delivered: Delivered, now: Date) {
  if (delivered.deliveredOn > kyivDay(now)) return futureDay('delivered_on');
  if (supply.delivered + delivered.quantity > supply.ordered) {
    return preconditionFailed('ORDER_EXCEEDED', 'more cameras would be delivered than ordered');
  }
  return { ...delivered, supply, recordedAt: now };
}

function futureDay(field: string) {
  return invalid([{ field, rule: 'must not be in the future' }]);
}

/** What happened on a day. */
interface Dated {
  readonly day: Day;
  readonly quantity: number;
}

/** The day on which the quantity was reached; undefined if it was not. */
export function reachedOn(quantity: number, happened: readonly Dated[]): Day | undefined {
  let sum = 0;
  return happened.toSorted((a, b) => (a.day < b.day ? -1 : 1)).find((each) => (sum += each.quantity) >= quantity)?.day;
}

/** Days from the due day to the day on which it was done, negative if early; until then the days that it is late. */
export function slippage(dueOn: Day, doneOn: Day | undefined, today: Day): number {
  const days = Math.round((Date.parse(doneOn ?? today) - Date.parse(dueOn)) / DAY_MS);
  return doneOn === undefined ? Math.max(0, days) : days;
}

const DAY_MS = 86_400_000;

/** Cameras of a wave in one unit, by the day of their first issue; without a day: not issued yet. */
interface RegisteredCameras {
  readonly unitCode: string;
  readonly firstIssuedOn: Day | undefined;
  readonly cameras: number;
}

interface ListedDelivery {
  readonly deliveryId: string;
  readonly deliveredOn: Day;
  readonly quantity: number;
  readonly parts: readonly UnitQuantity[];
  readonly method?: SplitMethod;
}

/** Everything that is recorded about a wave. */
export interface WaveRecord extends Wave {
  readonly ordered: number;
  readonly deliveries: readonly ListedDelivery[];
  readonly registered: readonly RegisteredCameras[];
}

/** How far a wave has come. */
export function waveStatus(wave: WaveRecord, today: Day) {
  const { units, deliveries, registered, deliveryDueOn, issueDueOn } = wave;
  const planned = sum(units);
  const issues = registered.flatMap(({ firstIssuedOn, cameras }) =>
    firstIssuedOn === undefined ? [] : [{ day: firstIssuedOn, quantity: cameras }],
  );
  const deliveredOn = reachedOn(
    planned,
    deliveries.map(({ deliveredOn: day, quantity }) => ({ day, quantity })),
  );
  const issuedOn = reachedOn(planned, issues);
  return {
    planned,
    delivered: sum(deliveries),
    registered: sum(registered.map(({ cameras }) => ({ quantity: cameras }))),
    issued: sum(issues),
    deliveredOn,
    issuedOn,
    deliverySlippageDays: slippage(deliveryDueOn, deliveredOn, today),
    issueSlippageDays: slippage(issueDueOn, issuedOn, today),
    units: unitsOf(wave),
  };
}

/** By code: planned units, and others that got a part or cameras. */
function unitsOf({ units, deliveries, registered }: WaveRecord) {
  const parts = deliveries.flatMap((delivery) => delivery.parts);
  const codes = new Set([
    ...[...units, ...parts].map(({ patrolUnitCode }) => patrolUnitCode),
    ...registered.map(({ unitCode }) => unitCode),
  ]);
  return [...codes].toSorted().map((code) => {
    const cameras = registered
      .filter(({ unitCode }) => unitCode === code)
      .map((each) => ({ ...each, quantity: each.cameras }));
    return {
      patrolUnitCode: code,
      planned: sum(units.filter(({ patrolUnitCode }) => patrolUnitCode === code)),
      allocated: sum(parts.filter(({ patrolUnitCode }) => patrolUnitCode === code)),
      registered: sum(cameras),
      issued: sum(cameras.filter(({ firstIssuedOn }) => firstIssuedOn !== undefined)),
    };
  });
}

function sum(quantities: readonly { readonly quantity: number }[]): number {
  return quantities.reduce((total, { quantity }) => total + quantity, 0);
}

/** What a delivery may still bring to a unit. */
export interface DeliveryRoom {
  /** Of the accepted split; 0 without one. */
  readonly part: number;
  readonly registered: number;
}

/** SPLIT_EXCEEDED if the split of a delivery gives the unit fewer cameras. */
export function refuseExcess({ part, registered }: DeliveryRoom, cameras: number) {
  if (registered + cameras <= part) return undefined;
  return preconditionFailed('SPLIT_EXCEEDED', 'the accepted split of the delivery gives the unit fewer cameras');
}
