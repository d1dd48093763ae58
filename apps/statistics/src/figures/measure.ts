import type { CameraCount } from '../cameras/module.ts';
import type { GuaranteeMetric } from '../guarantee/module.ts';
import type { Category } from '../incidents/module.ts';
import type { OfficerKind, OfficerState } from '../officer-states/module.ts';
import type { Matter } from '../sources/module.ts';
import type { Level } from '../territory/module.ts';
import type { Dimension } from './figure.ts';
import type { UnitName } from './unit.ts';

/** Columns of the cells of incidents. */
export const CELL_COUNTS = [
  'incidents',
  'killed',
  'injured',
  'defenders_killed',
  'defenders_injured',
  'children_killed',
  'children_injured',
  'outcomes_open',
] as const;
export type CellCount = (typeof CELL_COUNTS)[number];

/** Where the numbers of a measure come from. */
type Source =
  /** The sum of a column of the cells of incidents (`incidents/incidents.store.ts`). */
  | { readonly kind: 'cells'; readonly count: CellCount }
  /** The sum of the counters that have the name of the measure (`event_count`). */
  | { readonly kind: 'events' }
  /** Sums of cameras: a share of the whole, or a count. */
  | { readonly kind: 'cameras'; readonly count: CameraCount }
  /** Officers of a kind in a state, at the end of the last day. */
  | { readonly kind: 'officers'; readonly officerKind: OfficerKind; readonly state: OfficerState }
  /** A promise to residents: those that are kept, of those that are kept or broken. */
  | { readonly kind: 'guarantee'; readonly metric: GuaranteeMetric }
  /** The last wave of surveys. */
  | { readonly kind: 'surveys' }
  /** A quantile of a histogram of durations, in seconds. */
  | { readonly kind: 'durations'; readonly measure: string; readonly quantile: number };

export const MEASURE_KINDS = ['count', 'quantile', 'share', 'stock'] as const;

/** A measure, declared once: ListMeasures, QueryFigures, and docs/measures.md are derived from it. */
export interface Measure {
  readonly name: string;
  readonly nameUk: string;
  readonly nameEn: string;
  readonly unit: UnitName;
  readonly kind: (typeof MEASURE_KINDS)[number];
  readonly definitionUk: string;
  readonly definition: string;
  /** The events or tables that it is computed from. */
  readonly basis: string;
  readonly source: Source;
  /** What sources must report for it to be whole. Absent of registers of this system and of surveys. */
  readonly matter?: Matter;
  /** Of which categories; absent: of all. */
  readonly ofCategories?: readonly Category[];
  readonly dimensions: readonly Dimension[];
  readonly lowestLevel: Level;
  /** Of quantiles: with fewer cases there is no figure. */
  readonly leastCases?: number;
  /** Of quantiles: by which share of the exact value a figure may differ from it. */
  readonly relativeError?: number;
}

/** Of the histogram (`incidents/response-time.ts`). */
const RELATIVE_ERROR = 0.025;

/** So that a percentile is not the longest time of one case, and a median not the time of a known one. */
export const LEAST_CASES = { 50: 10, 90: 20, 99: 200 } as const;

export const OF_INCIDENTS: readonly Dimension[] = ['territory', 'day', 'week', 'month', 'quarter', 'year', 'category'];

/** A column of the cells of incidents. Below the hromada, only incidents are counted, not people who were hurt. */
export function cells(name: CellCount) {
  return {
    name,
    kind: 'count',
    unit: 'people',
    basis: 'incident-reported, casualties-corrected, incident-withdrawn, incident-restored',
    source: { kind: 'cells', count: name },
    matter: name === 'incidents' || name === 'outcomes_open' ? 'incidents' : 'casualties',
    dimensions: [...OF_INCIDENTS, 'attribute'],
    lowestLevel: 'hromada',
  } as const;
}

/** The texts of a measure. */
export type Texts = Pick<Measure, 'nameUk' | 'nameEn' | 'unit' | 'definitionUk' | 'definition' | 'basis'>;

/** A counter of events. */
export function events(name: string, texts: Texts): Measure {
  return {
    ...texts,
    name,
    kind: 'count',
    source: { kind: 'events' },
    matter: 'incidents',
    dimensions: OF_INCIDENTS,
    lowestLevel: 'hromada',
  };
}

/** What follows from an incident for one person. Below oblasts, it would be known of whom. */
export function outcomes(name: string, texts: Texts): Measure {
  return { ...events(name, texts), lowestLevel: 'oblast' };
}

/** Of body cameras: a share, per cent, or a count. */
export function cameras(name: string, kind: 'share' | 'count', count: CameraCount, texts: Texts): Measure {
  return {
    ...texts,
    name,
    kind,
    source: { kind: 'cameras', count },
    dimensions: OF_INCIDENTS.filter((dimension) => dimension !== 'category'),
    lowestLevel: 'oblast',
  };
}

/** Officers in a state. */
export function officers(
  name: string,
  [officerKind, state]: readonly [OfficerKind, OfficerState],
  texts: Pick<Texts, 'nameUk' | 'nameEn' | 'definitionUk' | 'definition'>,
): Measure {
  return {
    ...texts,
    name,
    unit: 'people',
    kind: 'stock',
    definitionUk: `${texts.definitionUk} На кінець останнього дня; за областю, відомою на початку цього стану.`,
    definition: `${texts.definition} At the end of the last day; by the oblast that was known when the state began.`,
    basis: 'officer-registered, officer-state-changed',
    source: { kind: 'officers', officerKind, state },
    dimensions: OF_INCIDENTS.filter((dimension) => dimension !== 'category'),
    lowestLevel: 'oblast',
  };
}

/** A promise to residents. */
export function guarantee(
  name: string,
  metric: GuaranteeMetric,
  texts: Pick<Texts, 'nameUk' | 'nameEn' | 'definitionUk' | 'definition'>,
): Measure {
  return {
    ...texts,
    name,
    unit: 'per cent',
    kind: 'share',
    basis: 'guarantee-measured',
    source: { kind: 'guarantee', metric },
    dimensions: OF_INCIDENTS.filter((dimension) => dimension !== 'category'),
    lowestLevel: 'oblast',
  };
}

/** The median of durations, and what 90 % and 99 % do not exceed. */
export function quantiles(
  name: string,
  { nameUk, nameEn, definitionUk, definition, basis }: Omit<Texts, 'unit'>,
  dimensions: readonly Dimension[] = OF_INCIDENTS,
  reported: Pick<Measure, 'matter' | 'ofCategories'> = { matter: 'arrivals' },
): Measure[] {
  return ([50, 90, 99] as const).map((percent) => ({
    name: `${name}_p${percent}`,
    nameUk: `${nameUk}, ${percent}-й процентиль`,
    nameEn: `${nameEn}, ${percent}th percentile`,
    unit: 'seconds',
    kind: 'quantile',
    definitionUk: `${definitionUk} Похибка процентиля не більша за 2,5\u00A0%.`,
    definition: `${definition} Within 2.5% of the exact percentile.`,
    basis,
    source: { kind: 'durations', measure: name, quantile: percent / 100 },
    ...reported,
    dimensions,
    lowestLevel: 'hromada',
    leastCases: LEAST_CASES[percent],
    relativeError: RELATIVE_ERROR,
  }));
}
