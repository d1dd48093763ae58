import {
  checkEach,
  invalid,
  preconditionFailed,
  unless,
  type Decision,
  type Refusal,
  type Violation,
} from '@safe-community/domain-kit';

/** `manual`: parts that a person has chosen. */
export const SPLIT_METHODS = ['largest_gap', 'equal_share', 'manual'] as const;
export type SplitMethod = (typeof SPLIT_METHODS)[number];

/** Cameras for a unit. */
export interface UnitQuantity {
  readonly patrolUnitCode: string;
  readonly quantity: number;
}

/** A unit and how many cameras it lacks; negative if it has more than it needs. */
export interface UnitGap {
  readonly code: string;
  readonly gap: number;
}

export interface Part extends UnitGap {
  readonly quantity: number;
}

/** The parts of a delivery, by code; they sum to its quantity. None without a unit. */
export function proposeSplit(method: SplitMethod, quantity: number, units: readonly UnitGap[]): Part[] {
  if (units.length === 0) return [];
  const parts = method === 'largest_gap' ? byLargestGap(quantity, units) : byEqualShare(quantity, units);
  return parts.toSorted((a, b) => (a.code < b.code ? -1 : 1));
}

/** Each camera goes to the unit that then lacks most. What remains after every gap is shared equally. */
function byLargestGap(quantity: number, units: readonly UnitGap[]): Part[] {
  const needs = units.reduce((sum, { gap }) => sum + Math.max(0, gap), 0);
  if (quantity >= needs) {
    const spares = byEqualShare(quantity - needs, units);
    return spares.map((part) => ({ ...part, quantity: part.quantity + Math.max(0, part.gap) }));
  }
  // The level down to which every gap is filled; one step further would need more cameras than there are.
  const levelled = (level: number) => units.map(({ gap }) => Math.max(0, gap - level));
  const used = (level: number) => levelled(level).reduce((sum, part) => sum + part, 0);
  let [low, high] = [0, Math.max(...units.map(({ gap }) => gap))];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (used(middle) <= quantity) high = middle;
    else low = middle + 1;
  }
  let left = quantity - used(low);
  const filled = units.map((unit) => ({ ...unit, quantity: Math.max(0, unit.gap - low) }));
  return filled.toSorted(byNeed).map((part) => {
    const isNext = left > 0 && part.gap >= low && part.gap > 0;
    if (isNext) left -= 1;
    return { ...part, quantity: part.quantity + Number(isNext) };
  });
}

/** The same number for each unit; what remains goes to the units that lack most. */
function byEqualShare(quantity: number, units: readonly UnitGap[]): Part[] {
  const share = Math.floor(quantity / units.length);
  const rest = quantity - share * units.length;
  return units.toSorted(byNeed).map((unit, index) => ({ ...unit, quantity: share + Number(index < rest) }));
}

function byNeed(a: UnitGap, b: UnitGap): number {
  return b.gap - a.gap || (a.code < b.code ? -1 : 1);
}

const MAX_CAMERAS = 100_000;
const MAX_UNITS = 200;

export function checkQuantity(quantity: number, field: string, least = 1): Violation[] {
  return unless(quantity >= least && quantity <= MAX_CAMERAS, field, `must be ${least} to ${MAX_CAMERAS}`);
}

/** @param checkUnit the rules for the code of a unit. */
export function checkQuantities(
  units: readonly UnitQuantity[],
  field: string,
  least: number,
  checkUnit: (code: string, field: string) => readonly Violation[],
): Violation[] {
  const isSome = units.length >= 1 && units.length <= MAX_UNITS;
  const areDistinct = new Set(units.map(({ patrolUnitCode }) => patrolUnitCode)).size === units.length;
  if (!isSome || !areDistinct) return [{ field, rule: `must be 1 to ${MAX_UNITS} units, each once` }];
  return checkEach(field, units, ({ patrolUnitCode, quantity }) => [
    ...checkUnit(patrolUnitCode, 'patrol_unit_code'),
    ...checkQuantity(quantity, 'quantity', least),
  ]);
}

/** The refusal of units that the registry has not named. */
export function refuseUnknown(
  units: readonly UnitQuantity[],
  known: ReadonlySet<string>,
  field: string,
): Refusal | undefined {
  const unknown = units.findIndex(({ patrolUnitCode }) => !known.has(patrolUnitCode));
  if (unknown === -1) return undefined;
  return preconditionFailed('UNIT_UNKNOWN', `no event of the registry has named the unit of ${field}[${unknown}]`);
}

export interface Delivery {
  readonly deliveryId: string;
  readonly waveId: string;
  readonly quantity: number;
  readonly isSplit: boolean;
}

export interface AcceptedSplit {
  readonly delivery: Delivery;
  readonly method: SplitMethod;
  readonly parts: readonly UnitQuantity[];
  readonly acceptedAt: Date;
}

/** Accepts parts that sum to the quantity of the delivery exactly. */
export function acceptSplit(
  delivery: Delivery,
  known: ReadonlySet<string>,
  { method, parts }: Pick<AcceptedSplit, 'method' | 'parts'>,
  now: Date,
): Decision<AcceptedSplit> {
  if (delivery.isSplit) return splitAccepted();
  const sum = parts.reduce((total, { quantity }) => total + quantity, 0);
  if (sum !== delivery.quantity) {
    return invalid([{ field: 'parts', rule: `must sum to ${delivery.quantity}, the quantity of the delivery` }]);
  }
  return refuseUnknown(parts, known, 'parts') ?? { delivery, method, parts, acceptedAt: now };
}

export function splitAccepted(): Refusal {
  return preconditionFailed('SPLIT_ACCEPTED', 'the delivery was split already');
}
