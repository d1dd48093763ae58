import { isInForce } from '@safe-community/domain-kit';
import type { Beat } from '../beats/module.ts';
import type { TerritoryStatus } from '../territory/module.ts';
import type { Duty } from './duty.ts';

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
  readonly populationCovered: number;
  readonly required: number;
}

/** A beat with its current and future duties. */
export interface StaffedBeat {
  readonly beat: Beat;
  readonly duties: readonly Duty[];
}

/** How a hromada with the hromadas that were merged into it is covered: the sums of all. */
export function withParts(own: HromadaCoverage, parts: readonly HromadaCoverage[]): HromadaCoverage {
  if (parts.length === 0) return own;
  const all = [own, ...parts];
  const sum = (of: (coverage: HromadaCoverage) => number): number => all.reduce((total, each) => total + of(each), 0);
  return {
    ...own,
    hromada: { ...own.hromada, population: peopleOf(all.map(({ hromada }) => hromada)) },
    beats: sum(({ beats }) => beats),
    staffed: sum(({ staffed }) => staffed),
    populationCovered: sum(({ populationCovered }) => populationCovered),
    required: sum(({ required }) => required),
  };
}

export function peopleOf(hromadas: readonly PopulatedHromada[]): number {
  return hromadas.reduce((sum, { population }) => sum + population, 0);
}

/** The row of a merged hromada: a reader who adds all rows counts its people and beats once, with the successor. */
export function withoutAnything({ hromada, ...coverage }: HromadaCoverage): HromadaCoverage {
  const nothing = { beats: 0, staffed: 0, populationCovered: 0, required: 0 };
  return { ...coverage, ...nothing, hromada: { ...hromada, population: 0 } };
}

/** How a hromada is covered at an instant. */
export function coverageOf(
  hromada: PopulatedHromada,
  beats: readonly StaffedBeat[],
  { name, required, eligibility, now }: { name: string; required: number; eligibility: Eligibility; now: Date },
): HromadaCoverage {
  const staffed = beats.filter(({ duties }) => duties.some((duty) => isOnBeat(duty, now)));
  const isWholeStaffed = staffed.some(({ beat }) => beat.isWhole);
  // Beats that the norm requires but nobody has created count like vacant ones.
  const share = isWholeStaffed ? 1 : staffed.length / Math.max(1, beats.length, required);
  return {
    hromada,
    name,
    beats: beats.length,
    staffed: staffed.length,
    // How many people live in a part of a hromada is not known.
    populationCovered: Math.floor(hromada.population * share),
    required,
    ...eligibility,
  };
}

/** As in the coverage of the oblasts: an officer on leave keeps the beat, a suspended one does not staff it. */
function isOnBeat(duty: Duty, now: Date): boolean {
  return duty.role === 'primary' && (duty.state === 'active' || duty.state === 'on_leave') && isInForce(duty, now);
}

export function hasGap(coverage: HromadaCoverage): boolean {
  return missingOfficers(coverage) > 0;
}

/** Vacant beats, and those that the norm requires beyond the existing ones; none where the programme does not apply. */
export function missingOfficers({ beats, staffed, required, eligible }: HromadaCoverage): number {
  return eligible ? Math.max(beats, required) - staffed : 0;
}
