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

/** A first-level unit, with its name in a language. */
export interface OblastNames {
  readonly code: string;
  /** "Вінницька", "Київ" */
  readonly name: string;
  /** "Вінницька область", "Київ" */
  readonly title: string;
  /** Undefined if it is not known. */
  readonly population: number | undefined;
}
