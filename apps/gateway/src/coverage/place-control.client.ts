import { TerritoryStatus } from '@safe-community/contracts/officers/v1/territory_service.ts';
import { dayOf } from '../site/module.ts';
import type { PlaceControl } from './coverage.ts';

const STATUSES: ReadonlyMap<TerritoryStatus, PlaceControl['status']> = new Map([
  [TerritoryStatus.OCCUPIED, 'occupied'],
  [TerritoryStatus.FRONTLINE, 'frontline'],
]);

/** Undefined of a place that is neither occupied nor at the front. */
export function toPlaceControl(state: {
  readonly status: TerritoryStatus;
  readonly statusSince: string;
  readonly statusSinceExact: boolean;
}): PlaceControl | undefined {
  const status = STATUSES.get(state.status);
  return status && { status, since: dayOf(state.statusSince), isSinceExact: state.statusSinceExact };
}
