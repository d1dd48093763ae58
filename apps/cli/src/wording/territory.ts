import { LocationCertainty } from '@safe-community/contracts/officers/v1/located_point.ts';
import { TerritoryChangeKind, TerritoryStatus } from '@safe-community/contracts/officers/v1/territory_service.ts';
import { say } from '../terminal/language.ts';
import { words } from './words.ts';

export const TERRITORY_STATUSES = words([
  [TerritoryStatus.CONTROLLED, 'controlled', 'підконтрольна'],
  [TerritoryStatus.FRONTLINE, 'frontline', 'прифронтова', 'near the front'],
  [TerritoryStatus.OCCUPIED, 'occupied', 'тимчасово окупована', 'temporarily occupied'],
  [TerritoryStatus.LIBERATED, 'liberated', 'деокупована'],
]);

interface NamedState {
  readonly status: TerritoryStatus;
  readonly statusSince: string;
  readonly statusSinceExact: boolean;
}

/** "тимчасово окупована з 2014-02-20"; undefined of a place that is neither occupied nor at the front. */
export function controlWords({ status, statusSince, statusSinceExact }: NamedState): string | undefined {
  if (status !== TerritoryStatus.OCCUPIED && status !== TerritoryStatus.FRONTLINE) return undefined;
  const name = TERRITORY_STATUSES.nameOf(status);
  return statusSinceExact
    ? say({ uk: `${name} з ${statusSince}`, en: `${name} since ${statusSince}` })
    : say({ uk: `${name} щонайменше з ${statusSince}`, en: `${name} since ${statusSince} or earlier` });
}

export const TERRITORY_CHANGES = words([
  [TerritoryChangeKind.RENAMED, 'renamed', 'перейменовано'],
  [TerritoryChangeKind.MERGED, 'merged', 'приєднано'],
  [TerritoryChangeKind.OCCUPIED, 'occupied', 'тимчасово окуповано', 'temporarily occupied'],
  [TerritoryChangeKind.LIBERATED, 'liberated', 'деокуповано'],
  [TerritoryChangeKind.FRONTLINE, 'frontline', 'поблизу лінії фронту', 'near the front'],
  [TerritoryChangeKind.CONTROLLED, 'controlled', 'більше не поблизу лінії фронту', 'no longer near the front'],
]);

export const CERTAINTIES = words([
  [LocationCertainty.INSIDE, 'inside', 'у межах', 'inside the borders'],
  [
    LocationCertainty.NEAR_BORDER,
    'near-border',
    'біля межі: можливо, це сусідня громада',
    'near a border: the neighbour may be right',
  ],
  [LocationCertainty.OFFSHORE, 'offshore', 'у морі: найближче узбережжя', 'at sea: the unit of the nearest coast'],
]);
