import { LocationCertainty } from '@safe-community/contracts/officers/v1/located_point.ts';
import { TerritoryChangeKind, TerritoryStatus } from '@safe-community/contracts/officers/v1/territory_service.ts';

const STATUSES: ReadonlyMap<TerritoryStatus, string> = new Map([
  [TerritoryStatus.CONTROLLED, 'controlled'],
  [TerritoryStatus.FRONTLINE, 'frontline'],
  [TerritoryStatus.OCCUPIED, 'occupied'],
  [TerritoryStatus.LIBERATED, 'liberated'],
]);

const CHANGES: ReadonlyMap<TerritoryChangeKind, string> = new Map([
  [TerritoryChangeKind.RENAMED, 'renamed'],
  [TerritoryChangeKind.MERGED, 'merged'],
  [TerritoryChangeKind.OCCUPIED, 'occupied'],
  [TerritoryChangeKind.LIBERATED, 'liberated'],
  [TerritoryChangeKind.FRONTLINE, 'near the front'],
  [TerritoryChangeKind.CONTROLLED, 'no longer near the front'],
]);

const CERTAINTIES: ReadonlyMap<LocationCertainty, string> = new Map([
  [LocationCertainty.INSIDE, 'inside the borders'],
  [LocationCertainty.NEAR_BORDER, 'near a border: the neighbour may be right'],
  [LocationCertainty.OFFSHORE, 'at sea: the unit of the nearest coast'],
]);

export const TERRITORY_STATUS_WORDS: readonly string[] = [...STATUSES.values()];

export function territoryStatusOf(text: string): TerritoryStatus | undefined {
  return [...STATUSES].find(([, word]) => word === text)?.[0];
}

export function nameOfStatus(status: TerritoryStatus | undefined): string {
  return STATUSES.get(status ?? TerritoryStatus.UNSPECIFIED) ?? `status ${status}`;
}

export function nameOfChange(kind: TerritoryChangeKind): string {
  return CHANGES.get(kind) ?? `change ${kind}`;
}

export function nameOfCertainty(certainty: LocationCertainty): string {
  return CERTAINTIES.get(certainty) ?? `certainty ${certainty}`;
}
