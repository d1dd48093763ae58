import { addDays, type Day } from '@safe-community/domain-kit';

/** From a day on, the beat covers these units instead of the former ones: none if it was retired. */
export interface CoverageChange {
  readonly beatId: string;
  readonly hromadaCode: string;
  /** The hromada, or some of its starosta districts, settlements, and city districts. */
  readonly unitCodes: readonly string[];
  /** At the end of this day, Kyiv time. */
  readonly day: Day;
}

/** On these days, the beat covers the unit. */
export interface CoveredUnit {
  readonly unitCode: string;
  readonly beatId: string;
  readonly first: Day;
  /** Undefined: until now. */
  readonly last: Day | undefined;
  /** Whether the hromada has no other beat on these days. */
  readonly isAlone: boolean;
}

/** What a beat covers, with the city districts that a beat of their city also covers. */
type WithDistricts = <Beat extends { readonly unitCodes: readonly string[] }>(
  beats: readonly Beat[],
) => readonly Beat[];

/**
 * Who covers which unit on which days: one beat at most, that of the highest id. The registry lets no two beats cover a
 * unit.
 *
 * @param changes the earliest first.
 */
export function coveredUnits(changes: readonly CoverageChange[], withDistricts: WithDistricts): CoveredUnit[] {
  return [...Map.groupBy(changes, ({ hromadaCode }) => hromadaCode).values()].flatMap((own) => {
    const days = [...new Set(own.map(({ day }) => day))].toSorted();
    return days.flatMap((first, index) => {
      const next = days[index + 1];
      const last = next === undefined ? undefined : addDays(next, -1);
      const beats = withDistricts(beatsOn(own, first));
      const isAlone = beats.length === 1;
      const covered = new Map(
        beats.flatMap(({ beatId, unitCodes }) => unitCodes.map((code) => [code, beatId] as const)),
      );
      return [...covered].map(([unitCode, beatId]) => ({ unitCode, beatId, first, last, isAlone }));
    });
  });
}

/** In the order of their ids. */
function beatsOn(changes: readonly CoverageChange[], day: Day): CoverageChange[] {
  const past = changes.filter((change) => change.day <= day);
  const latest = new Map(past.map((change) => [change.beatId, change]));
  const covering = [...latest.values()].filter(({ unitCodes }) => unitCodes.length > 0);
  return covering.toSorted((a, b) => (a.beatId < b.beatId ? -1 : 1));
}
