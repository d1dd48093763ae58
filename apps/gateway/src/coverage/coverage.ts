import type { CalendarDay } from '../site/module.ts';

/** What a visitor must know of a place that is occupied or at the front. */
export interface PlaceControl {
  readonly status: 'occupied' | 'frontline';
  readonly since: CalendarDay;
  /** Whether it began on that day; otherwise it had begun by then. */
  readonly isSinceExact: boolean;
}

/** What is known about the beats and officers of a hromada. */
export interface HromadaCoverage {
  readonly hromadaCode: string;
  readonly population: number;
  /** An estimate. */
  readonly populationCovered: number;
  readonly beats: number;
  readonly staffedBeats: number;
  readonly requiredBeats: number;
  /** Whether the programme applies now: neither occupied, at the front, nor merged into another hromada. */
  readonly isEligible: boolean;
  /** Undefined unless the hromada is occupied or at the front. */
  readonly control: PlaceControl | undefined;
}
