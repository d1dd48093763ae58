import { COUNTRY } from '@safe-community/territory';
import { PERIODS, periodsIn, startOf } from '../src/publication/period.ts';
import { placesIn, type Cell } from '../src/publication/publication-set.ts';
import { type ReleasedCell, type ReleaseFrame } from '../src/publication/release.ts';
import { BASE } from './random-publication.ts';

/** Every cell of every level and period. */
export function cellsOf({ country, year }: ReleaseFrame): Cell[] {
  return placesIn(country).flatMap((place) =>
    PERIODS.flatMap((period) => periodsIn(year, period)).map((at) => ({ place, at })),
  );
}

/** The parts of a cell, by their place in BASE. */
export function partsOf({ place, at }: Cell): number[] {
  return BASE.flatMap(({ oblastCode, hromadaCode, day }, index) => {
    const codes = { country: COUNTRY, oblast: oblastCode, hromada: hromadaCode };
    const isPart = codes[place.level] === place.code && startOf(at.period, day) === at.start;
    return isPart ? [index] : [];
  });
}

/** What is shown of each cell after these releases. */
export function shownAfter(releases: readonly (readonly ReleasedCell[])[]): Map<string, number> {
  const shown = new Map<string, number>();
  for (const cell of releases.flat()) shown.set(toKey(cell), (shown.get(toKey(cell)) ?? 0) + cell.value);
  return shown;
}

export function toKey({ place, at }: Cell): string {
  return `${place.code} ${at.period} ${at.start}`;
}
