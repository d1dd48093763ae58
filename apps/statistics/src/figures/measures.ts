import type { Dimension, Level } from './figure.ts';

/** Columns of the cells of incidents. */
export type CellCount =
  | 'incidents'
  | 'killed'
  | 'injured'
  | 'defenders_killed'
  | 'defenders_injured'
  | 'children_killed'
  | 'children_injured';

/** Where the numbers of a measure come from. */
type Source =
  /** The sum of a column of the cells of incidents (`incidents/incidents.store.ts`). */
  | { readonly kind: 'cells'; readonly count: CellCount }
  /** The sum of the counters that have the name of the measure (`event_count`). */
  | { readonly kind: 'events' }
  /** A quantile of a histogram of durations, in seconds. */
  | { readonly kind: 'durations'; readonly measure: string; readonly quantile: number };

/** What is left out so that nobody is recognised from a small number. */
export const SUPPRESSIONS = {
  none: 'Nothing is left out: it says nothing about a person.',
  sensitive_below_oblast:
    'Below the oblast, domestic violence and school safety are left out, also of the sums, and cannot be asked for.',
  oblast_and_above: 'Only for the country and oblasts: it is of a sensitive category.',
} as const;

type Suppression = keyof typeof SUPPRESSIONS;

export const MEASURE_KINDS = ['count', 'quantile', 'share', 'stock'] as const;

/** A measure, declared once: ListMeasures, QueryFigures, and docs/measures.md are derived from it. */
export interface Measure {
  readonly name: string;
  readonly nameUk: string;
  readonly nameEn: string;
  readonly unit: 'incidents' | 'people' | 'seconds';
  readonly kind: (typeof MEASURE_KINDS)[number];
  readonly definition: string;
  /** The events or tables that it is computed from. */
  readonly basis: string;
  readonly source: Source;
  readonly dimensions: readonly Dimension[];
  readonly lowestLevel: Level;
  readonly suppression: Suppression;
  /** Of quantiles: by which share of the exact value a figure may differ from it. */
  readonly relativeError?: number;
}

/** Of the histogram (`incidents/response-time.ts`). */
const RELATIVE_ERROR = 0.025;

const OF_INCIDENTS: readonly Dimension[] = ['territory', 'day', 'week', 'month', 'quarter', 'year', 'category'];
const REPORTS = 'incident-reported, casualties-corrected, incident-withdrawn, incident-restored';

export const MEASURES: readonly Measure[] = [
  {
    ...cells('incidents'),
    nameUk: 'Події',
    nameEn: 'Incidents',
    unit: 'incidents',
    definition: 'Reported incidents by day of receipt, without false calls and duplicates.',
    dimensions: [...OF_INCIDENTS, 'channel'],
  },
  {
    ...cells('killed'),
    nameUk: 'Загиблі',
    nameEn: 'Killed',
    definition: 'People killed in incidents, children included, defenders not, by day of receipt of the incident.',
  },
  {
    ...cells('injured'),
    nameUk: 'Травмовані',
    nameEn: 'Injured',
    definition: 'People injured in incidents, children included, defenders not, by day of receipt of the incident.',
  },
  {
    ...cells('children_killed'),
    nameUk: 'Загиблі діти',
    nameEn: 'Children killed',
    definition: 'Children among the killed.',
  },
  {
    ...cells('children_injured'),
    nameUk: 'Травмовані діти',
    nameEn: 'Children injured',
    definition: 'Children among the injured.',
  },
  {
    ...cells('defenders_killed'),
    nameUk: 'Загиблі захисники',
    nameEn: 'Defenders killed',
    definition: 'Defenders killed in incidents, who are not among the killed.',
  },
  {
    ...cells('defenders_injured'),
    nameUk: 'Травмовані захисники',
    nameEn: 'Defenders injured',
    definition: 'Defenders injured in incidents, who are not among the injured.',
  },
  {
    ...events('false_calls'),
    nameUk: 'Хибні виклики',
    nameEn: 'False calls',
    definition:
      'Reports that were rejected as false calls and not reopened, by day of receipt. They are not among the incidents.',
    basis: 'incident-withdrawn, incident-restored',
  },
  {
    ...events('duplicates'),
    nameUk: 'Повторні повідомлення',
    nameEn: 'Duplicate reports',
    definition: 'Reports that were merged into another incident, by day of receipt. They are not among the incidents.',
    basis: 'incident-withdrawn, incident-restored',
  },
  ...quantiles({
    name: 'response_time',
    nameUk: 'Час реагування',
    nameEn: 'Response time',
    definition: 'From the receipt of an incident until the first responder is at the scene, by day of receipt.',
    basis: 'responder-arrived, incident-withdrawn, incident-restored',
  }),
];

function cells(name: CellCount) {
  return {
    name,
    kind: 'count',
    unit: 'people',
    basis: REPORTS,
    source: { kind: 'cells', count: name },
    dimensions: OF_INCIDENTS,
    lowestLevel: 'hromada',
    suppression: 'sensitive_below_oblast',
  } as const;
}

function events(name: string) {
  return {
    name,
    kind: 'count',
    unit: 'incidents',
    source: { kind: 'events' },
    dimensions: OF_INCIDENTS,
    lowestLevel: 'hromada',
    suppression: 'sensitive_below_oblast',
  } as const;
}

/** The median, and what 90 % and 99 % do not exceed. */
function quantiles({
  dimensions = OF_INCIDENTS,
  ...measure
}: Pick<Measure, 'name' | 'nameUk' | 'nameEn' | 'definition' | 'basis'> & Partial<Measure>): Measure[] {
  return ([50, 90, 99] as const).map((percent) => ({
    ...measure,
    name: `${measure.name}_p${percent}`,
    nameUk: `${measure.nameUk}, ${percent}-й процентиль`,
    nameEn: `${measure.nameEn}, ${percent}th percentile`,
    definition: `${measure.definition} Within 2.5 % of the exact percentile.`,
    unit: 'seconds',
    kind: 'quantile',
    relativeError: RELATIVE_ERROR,
    source: { kind: 'durations', measure: measure.name, quantile: percent / 100 },
    dimensions,
    lowestLevel: 'hromada',
    suppression: 'sensitive_below_oblast',
  }));
}

const BY_NAME: ReadonlyMap<string, Measure> = new Map(MEASURES.map((measure) => [measure.name, measure]));

export function findMeasure(name: string): Measure | undefined {
  return BY_NAME.get(name);
}
