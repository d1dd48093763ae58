import type { Day } from '@safe-community/domain-kit';
import { hromadas, publishedStatuses, type Hromada } from '@safe-community/territory';

/** The hromadas where an officer can serve. Cities with special status are not among them. */
export interface OpenHromadas {
  /** By code. */
  readonly open: readonly Hromada[];
  readonly occupied: readonly Hromada[];
}

/**
 * Divides the hromadas of an oblast by their status on a day, as far as it was published.
 *
 * @param oblastCode empty for the country.
 */
export function openHromadas(day: Day, oblastCode = ''): OpenHromadas {
  const changes = publishedStatuses().filter(({ date }) => date <= day);
  // They are in the order of their dates, so the last one of a code holds.
  const statuses = new Map(changes.map(({ code, status }) => [code, status]));
  const wanted = hromadas()
    .filter((hromada) => oblastCode === '' || hromada.oblastCode === oblastCode)
    .toSorted((a, b) => (a.code < b.code ? -1 : 1));
  const isOccupied = ({ code }: Hromada): boolean => statuses.get(code) === 'occupied';
  return { open: wanted.filter((hromada) => !isOccupied(hromada)), occupied: wanted.filter(isOccupied) };
}
