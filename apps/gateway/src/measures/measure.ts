import type { Language } from '../site/module.ts';

type Localized = Readonly<Record<Language, string>>;

/** By what figures can be grouped. */
export const DIMENSIONS = [
  'territory',
  'day',
  'week',
  'month',
  'quarter',
  'year',
  'category',
  'channel',
  'responder',
] as const;
export type Dimension = (typeof DIMENSIONS)[number];

export const LEVELS = ['country', 'oblast', 'raion', 'hromada'] as const;
export type Level = (typeof LEVELS)[number];

export const KINDS = ['count', 'quantile', 'share', 'stock'] as const;

/** What is measured, and how. */
export interface Measure {
  /** "response_time_p90" */
  readonly name: string;
  readonly title: Localized;
  /** "incidents", "people", "seconds" */
  readonly unit: Localized;
  readonly kind: (typeof KINDS)[number];
  readonly definition: Localized;
  /** The events that it is counted from. */
  readonly countedFrom: readonly string[];
  /** What is left out so that nobody is recognised. */
  readonly suppression: Localized;
  readonly dimensions: readonly Dimension[];
  readonly lowestLevel: Level;
  /** Of quantiles: by which share of the exact value a figure may differ from it. */
  readonly relativeError: number;
  /** Of quantiles: with fewer cases there is no figure. */
  readonly leastCases: number | null;
}

/** What is counted of domestic violence and school safety, which no query of figures answers. */
export interface SensitiveMeasure extends Pick<Measure, 'name' | 'title' | 'unit' | 'definition' | 'countedFrom'> {
  /** When a figure is shown, and to whom. */
  readonly suppression: Localized;
  /** Otherwise only entitled roles read it. */
  readonly isReleased: boolean;
}
