import type { Beat } from '../beats/module.ts';
import type { TerritoryStatus } from '../territory/module.ts';
import { isAtWork, isOnBeat, type Duty } from './duty.ts';

/** A hromada with its people. */
export interface PopulatedHromada {
  readonly code: string;
  readonly name: string;
  readonly oblastCode: string;
  readonly kind: 'rural' | 'settlement' | 'urban' | 'special-city';
  readonly population: number;
}

/** Whether the programme applies to a hromada: not if it is occupied, at the front, or merged into another one. */
export interface Eligibility {
  readonly eligible: boolean;
  readonly status: TerritoryStatus;
  /** Empty if the hromada never had another status. */
  readonly statusSince: string;
  /** Whether the status began on that day; otherwise it had begun by then. */
  readonly isSinceExact: boolean;
  /** Since which day of Kyiv time it has not applied; empty if it applies. */
  readonly since: string;
  /** The hromada that a merged one is part of; empty if it was not merged. */
  readonly successorCode: string;
}

export interface HromadaCoverage extends Eligibility {
  readonly hromada: PopulatedHromada;
  /** Of the day: the hromada may have been renamed. */
  readonly name: string;
  readonly beats: number;
  readonly staffed: number;
  /** The beat of the whole hromada is staffed, so that all of it is covered. */
  readonly isWholeStaffed: boolean;
  readonly populationCovered: number;
  readonly required: number;
}

export type CoveringBeat = Pick<Beat, 'beatId' | 'hromadaCode' | 'unitCodes' | 'isWhole'>;

/** A beat with its current and future duties. */
export interface StaffedBeat {
  readonly beat: CoveringBeat;
  readonly duties: readonly Duty[];
}

/**
 * How a hromada with the hromadas that were merged into it is covered: the sums of all.
 * @param requiredBy what the norm requires for the people of all: as one hromada, they may need fewer beats.
 */
export function withParts(
  own: HromadaCoverage,
  parts: readonly HromadaCoverage[],
  requiredBy: (hromada: PopulatedHromada) => number,
): HromadaCoverage {
  if (parts.length === 0) return own;
  const all = [own, ...parts];
  const sum = (of: (coverage: HromadaCoverage) => number): number => all.reduce((total, each) => total + of(each), 0);
  const hromada = { ...own.hromada, population: sum((each) => each.hromada.population) };
  return {
    ...own,
    hromada,
    beats: sum(({ beats }) => beats),
    staffed: sum(({ staffed }) => staffed),
    // Its officer is responsible in the merged hromadas as well.
    populationCovered: own.isWholeStaffed ? hromada.population : sum(({ populationCovered }) => populationCovered),
    required: requiredBy(hromada),
  };
}

/** The row of a merged hromada: a reader who adds all rows counts its people and beats once, with the successor. */
export function withoutAnything({ hromada, ...coverage }: HromadaCoverage): HromadaCoverage {
  const nothing = { beats: 0, staffed: 0, populationCovered: 0, required: 0 };
  return { ...coverage, ...nothing, hromada: { ...hromada, population: 0 } };
}

/** What holds of a hromada on the day of its coverage. */
interface CoverageOfDay {
  readonly name: string;
  readonly required: number;
  readonly eligibility: Eligibility;
  /** The starosta district of a settlement, as far as it is decided. */
  readonly districtOf: (settlementCode: string) => string | undefined;
  readonly now: Date;
}

/** How a hromada is covered at an instant. */
export function coverageOf(
  hromada: PopulatedHromada,
  beats: readonly StaffedBeat[],
  { name, required, eligibility, districtOf, now }: CoverageOfDay,
): HromadaCoverage {
  const staffed = beats.filter(({ duties }) => duties.some((duty) => isOnBeat(duty, now)));
  const isWholeStaffed = staffed.some(({ beat }) => beat.isWhole);
  const served = new Set(staffed.flatMap(({ beat }) => beat.unitCodes));
  // While nobody serves on the beat of a settlement, the officer of its starosta district is responsible there.
  const isServed = (each: StaffedBeat): boolean =>
    staffed.includes(each) || each.beat.unitCodes.every((code) => served.has(districtOf(code) ?? ''));
  // Beats that the norm requires but nobody has created count like vacant ones.
  const share = isWholeStaffed ? 1 : beats.filter(isServed).length / Math.max(1, beats.length, required);
  return {
    hromada,
    name,
    beats: beats.length,
    staffed: staffed.length,
    isWholeStaffed,
    // How many people live in a part of a hromada is not known.
    populationCovered: Math.floor(hromada.population * share),
    required,
    ...eligibility,
  };
}

/** The primaries and deputies on these beats, a suspended one aside. */
export function officersOf(beats: readonly StaffedBeat[], now: Date): number {
  const atWork = beats.flatMap(({ duties }) =>
    duties.filter((duty) => duty.role !== 'district' && isAtWork(duty, now)),
  );
  return new Set(atWork.map(({ officerId }) => officerId)).size;
}

export function hasGap(coverage: HromadaCoverage): boolean {
  return missingOfficers(coverage) > 0;
}

/** Vacant beats, and those that the norm requires beyond the existing ones; none where the programme does not apply. */
export function missingOfficers({ beats, staffed, required, eligible }: HromadaCoverage): number {
  return eligible ? Math.max(beats, required) - staffed : 0;
}
