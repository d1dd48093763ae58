import type { CalendarDay } from '../site/module.ts';

/** A hromada or a city with special status, with its names in a language. */
export interface PlaceNames {
  readonly code: string;
  readonly oblastCode: string;
  /** A city with special status is no hromada. */
  readonly isCity: boolean;
  /** By its centre: a village, a settlement, a city. */
  readonly kind: string;
  readonly name: string;
  readonly oblast: string;
  readonly raion: string;
  readonly population: number;
  readonly populationDay: CalendarDay;
  readonly populationPublisher: string;
}

/** What a settlement is: a city, a settlement, a village, or a district of a city. */
export type SettlementKind = 'city' | 'settlement' | 'village' | 'district';

/** A place that somebody may mean: a hromada, or a settlement in one. */
export interface FoundPlace {
  /** KATOTTG code of the settlement, else of the hromada. */
  readonly code: string;
  readonly settlement: { readonly name: string; readonly kind: SettlementKind } | undefined;
  readonly hromada: PlaceNames;
  /** Its name is only like what was typed: ask whether it is meant. */
  readonly guess?: Guess;
}

interface Guess {
  /** It had the name that was typed; the day is written in the language of the page, and undefined if it is not known. */
  readonly former?: { readonly name: string; readonly renamedOn: string | undefined };
}

/** The hromada at a point. */
export interface PlaceAtPoint {
  readonly place: FoundPlace;
  /** Beyond a border that is so near that this one may be right. */
  readonly neighbour: FoundPlace | undefined;
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
