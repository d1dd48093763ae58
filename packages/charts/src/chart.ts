/** The language of the texts that the package adds, and of numbers. Titles and names come in it already. */
export type Language = 'uk' | 'en';

/** The forms of a unit by plural category: one "подія", few "події", many "подій", other "події". */
export type UnitForms = Readonly<Partial<Record<Intl.LDMLPluralRule, string>>> & { readonly other: string };

/** A number of the chart. */
export interface Amount {
  /** Undefined or not finite: there is no figure, which is never drawn as 0. */
  readonly value: number | undefined;
  /** The interval in which the true value lies; both ends or none. */
  readonly low?: number | undefined;
  readonly high?: number | undefined;
  /** Before a figure that is not exact: "over". It is drawn hollow. */
  readonly qualifier?: string | undefined;
  /** In place of a figure that there is not; absent: "no data". */
  readonly absence?: string | undefined;
}

/** What all charts have. Texts are in the language of the chart. */
interface Common {
  readonly title: string;
  /** What the figures cover: period, territory. */
  readonly subtitle?: string;
  readonly unit: UnitForms;
  /** Of a demonstration: the figures are invented, and the chart says so. */
  readonly isDemonstration?: boolean;
  /** Sources, definitions, attributions: shown below the chart. */
  readonly notes?: readonly string[];
  /** What the intervals are, such as "95 % interval". */
  readonly intervalName?: string;
}

export interface NamedValue {
  readonly name: string;
  readonly value: number;
}

export interface TimePoint extends Amount {
  /** "січень 2026" */
  readonly name: string;
  /** Below the axis: "01.2026" */
  readonly label: string;
  /** As first published; undefined where that is not known. */
  readonly first?: number | undefined;
}

/** Consecutive parts of the calendar, of equal rank. */
export interface TimeSeries extends Common {
  readonly kind: 'time-series';
  readonly points: readonly TimePoint[];
  /** What the points are compared with, such as an official figure. */
  readonly baseline?: NamedValue | undefined;
}

export interface Bar extends Amount {
  readonly name: string;
}

/** One bar per territory or category, in the given order. */
export interface Bars extends Common {
  readonly kind: 'bars';
  readonly bars: readonly Bar[];
  readonly baseline?: NamedValue | undefined;
}

/** A dot with its interval per territory, in the given order. */
export interface Rates extends Common {
  readonly kind: 'rates';
  readonly rates: readonly Bar[];
  readonly baseline?: NamedValue | undefined;
}

export interface Goal extends Amount {
  readonly name: string;
  readonly unit?: UnitForms;
  /** Above 0. Undefined: none was set. */
  readonly target: number | undefined;
  /** "до 31.12.2022"; empty without one. */
  readonly due: string;
}

/** How much of each target is reached. */
export interface Progress extends Common {
  readonly kind: 'progress';
  readonly goals: readonly Goal[];
}

export interface FunnelPoint extends Amount {
  readonly name: string;
  /** Above 0. */
  readonly population: number;
}

/** Between these rates lie 95 % (inner) and 99.8 % (outer) of the territories of a size by chance. */
export interface FunnelLimits {
  readonly population: number;
  readonly innerLow: number;
  readonly innerHigh: number;
  readonly outerLow: number;
  readonly outerHigh: number;
}

/** Rates against population (Spiegelhalter, 2005). */
export interface Funnel extends Common {
  readonly kind: 'funnel';
  readonly points: readonly FunnelPoint[];
  readonly limits: readonly FunnelLimits[];
  /** The rate of all together. Undefined: there is none. */
  readonly mean: NamedValue | undefined;
  /** Below the axis: "населення, осіб". */
  readonly populationName: string;
}

export interface Area extends Amount {
  readonly code: string;
  readonly name: string;
  /** Longitude and latitude, each ring closed; what an odd number of rings encloses is inside. */
  readonly rings: readonly (readonly (readonly [longitude: number, latitude: number])[])[];
}

/** A choropleth with at most five classes. */
export interface ChoroplethMap extends Common {
  readonly kind: 'map';
  readonly areas: readonly Area[];
  /** The source of the borders. */
  readonly attribution: string;
}

export type Chart = TimeSeries | Bars | Rates | Progress | Funnel | ChoroplethMap;

/** The figure of an amount, if there is one. */
export function known({ value }: Amount): number | undefined {
  return value !== undefined && Number.isFinite(value) ? value : undefined;
}

/** What a point was when it was first published, where that differs from what is known now. */
export function firstOf({ value, first }: TimePoint): number | undefined {
  return first !== undefined && Number.isFinite(first) && first !== value ? first : undefined;
}

/** The interval of an amount, the lower end first. */
export function intervalOf({ low, high }: Amount): readonly [low: number, high: number] | undefined {
  if (low === undefined || high === undefined || !Number.isFinite(low) || !Number.isFinite(high)) return undefined;
  return low <= high ? [low, high] : [high, low];
}

export interface Item extends Amount {
  readonly name: string;
}

/** What the chart shows, one item a row of its table. */
export function itemsOf(chart: Chart): readonly Item[] {
  switch (chart.kind) {
    case 'time-series':
      return chart.points;
    case 'bars':
      return chart.bars;
    case 'rates':
      return chart.rates;
    case 'progress':
      return chart.goals;
    case 'funnel':
      return chart.points;
    case 'map':
      return chart.areas;
    default:
      return chart satisfies never;
  }
}
