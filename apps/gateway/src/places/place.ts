import type { CalendarDay } from '../site/module.ts';

/** A hromada or a city with special status, with its names in a language. */
export interface PlaceNames {
  readonly code: string;
  readonly oblastCode: string;
  /** A city with special status is no hromada. */
  readonly isCity: boolean;
  readonly name: string;
  readonly oblast: string;
  readonly raion: string;
  readonly population: number;
  readonly populationDay: CalendarDay;
  readonly populationPublisher: string;
}
