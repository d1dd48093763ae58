import {
  checkText,
  isPlausible,
  preconditionFailed,
  unless,
  type Decision,
  type Refusal,
  type Violation,
} from '@safe-community/domain-kit';
import type { CameraState } from './camera-steps.ts';

/** What another system says: an officer had a camera, and gave it back. */
export interface PastHolding {
  readonly serialNumber: string;
  readonly model: string;
  readonly officerId: string;
  readonly issuedAt: Date;
  readonly returnedAt: Date;
  /** Why it was returned; may be empty. */
  readonly reason: string;
}

const REASON = { most: 500 };

export function checkPastHolding(
  { serialNumber, model, issuedAt, returnedAt, reason }: PastHolding,
  now: Date,
): Violation[] {
  return [
    ...unless(serialNumber !== '', 'serial_number', 'is required'),
    ...unless(model !== '', 'model', 'is required'),
    ...unless(isPlausible(issuedAt, now), 'issued_time', 'must be between 1991 and now'),
    ...unless(returnedAt <= now, 'returned_time', 'must not be after now'),
    ...unless(returnedAt > issuedAt, 'returned_time', 'must be after issued_time'),
    ...checkText(reason, 'reason', REASON),
  ];
}

/** An entry of the custody of the camera. */
export interface KnownEntry {
  readonly number: number;
  readonly state: CameraState;
  readonly unitCode: string;
  readonly oblastCode: string;
  readonly startAt: Date;
  /** Undefined while it is current. */
  readonly endAt: Date | undefined;
}

/** Finds the time in stock that the holding parts in two. */
export function findStock(
  entries: readonly KnownEntry[],
  { issuedAt, returnedAt }: Pick<PastHolding, 'issuedAt' | 'returnedAt'>,
): Decision<KnownEntry> {
  const first = entries.find(({ number }) => number === 1);
  if (first === undefined || first.startAt > issuedAt) {
    return preconditionFailed('CAMERA_NOT_REGISTERED_THEN', 'the camera was not registered then');
  }
  const during = entries.filter(
    ({ startAt, endAt }) => startAt < returnedAt && (endAt === undefined || endAt > issuedAt),
  );
  const other = during.find(({ state }) => state !== 'in_stock');
  if (other !== undefined) return refuseState(other.state);
  // A transfer parts two times in stock.
  const [stock, second] = during;
  return stock === undefined || second !== undefined
    ? preconditionFailed('CAMERA_TRANSFERRED_THEN', 'the camera was in the stock of several units then')
    : stock;
}

function refuseState(state: CameraState): Refusal {
  if (state === 'issued') return preconditionFailed('CAMERA_HELD_THEN', 'an officer had the camera then');
  if (state === 'retired') return preconditionFailed('CAMERA_RETIRED_THEN', 'the camera was retired then');
  return preconditionFailed('CAMERA_AWAY_THEN', 'the camera was in repair or lost then');
}
