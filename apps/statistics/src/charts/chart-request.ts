import { unless, type Day, type Violation } from '@safe-community/domain-kit';
import type { Dimension, Measure, Period } from '../figures/module.ts';
import type { Level } from '../territory/module.ts';

export const CHART_KINDS = ['time_series', 'bars', 'progress', 'map', 'funnel', 'rates'] as const;
export type ChartKind = (typeof CHART_KINDS)[number];
/** Kinds that draw the figures of a selection as they are. */
export type FigureKind = Exclude<ChartKind, 'progress' | 'funnel' | 'rates'>;

export const CHART_LANGUAGES = ['ukrainian', 'english'] as const;

export const DEFAULT_WIDTH = 800;
const [NARROWEST, WIDEST] = [320, 2_000];
const [MIN_COLUMNS, MAX_COLUMNS] = [40, 160];

/** What cannot be wrong with a selection of figures, but with a chart of them. */
export interface ChartedSelection {
  readonly measures: readonly Measure[];
  readonly groupBy: readonly Dimension[];
  readonly level: Level | undefined;
  /** Parts of the calendar, territories, or categories. */
  readonly points: number;
}

/** The violations of the size of a chart; 0 is the default. */
export function checkLook(width: number, columns: number, narrowWidth = 0): Violation[] {
  const rule = `must be ${NARROWEST} to ${WIDEST} pixels, or 0`;
  const isDrawable = (wide: number) => wide === 0 || (wide >= NARROWEST && wide <= WIDEST);
  return [
    ...unless(isDrawable(width), 'width', rule),
    ...unless(isDrawable(narrowWidth), 'narrow_width', rule),
    ...unless(
      columns === 0 || (columns >= MIN_COLUMNS && columns <= MAX_COLUMNS),
      'columns',
      `must be ${MIN_COLUMNS} to ${MAX_COLUMNS}, or 0`,
    ),
  ];
}

const PERIODS: readonly Period[] = ['day', 'week', 'month', 'quarter', 'year'];
const GROUPS: Readonly<Record<Exclude<ChartKind, 'progress'>, readonly Dimension[]>> = {
  time_series: PERIODS,
  bars: ['territory', 'category'],
  map: ['territory'],
  funnel: ['territory'],
  rates: ['territory'],
};
const MAX_POINTS = {
  time_series: 400,
  bars: 150,
  map: Number.POSITIVE_INFINITY,
  funnel: Number.POSITIVE_INFINITY,
  rates: 150,
} as const;
const POINTS: Readonly<Record<keyof typeof MAX_POINTS, string>> = {
  time_series: 'points',
  bars: 'bars',
  map: 'areas',
  funnel: 'points',
  rates: 'rates',
};

/** The violations of a selection that `QueryFigures` would answer. */
export function checkCharted(kind: Exclude<ChartKind, 'progress'>, charted: ChartedSelection): Violation[] {
  const { measures, groupBy, level, points } = charted;
  const [group, ...others] = groupBy;
  const groups = GROUPS[kind];
  const isGrouped = group !== undefined && others.length === 0 && groups.includes(group);
  const most = MAX_POINTS[kind];
  return [
    ...unless(measures.length === 1, 'selection.measures', 'must be one measure'),
    ...unless(isGrouped, 'selection.group_by', `must be one of ${groups.join(', ')}`),
    ...unless(
      !isGrouped || points <= most,
      'selection.group_by',
      `must lead to at most ${most} ${POINTS[kind]}, not ${points}`,
    ),
    ...unless(
      kind !== 'map' || (level !== undefined && level !== 'country'),
      'selection.level',
      'must be OBLAST, RAION or HROMADA',
    ),
  ];
}

const MAX_FIRSTS = 60;
const PUBLISHED_BY: readonly Period[] = ['month', 'quarter', 'year'];

/** The violations of a wish for what was first published: of parts that are published, as known now. */
export function checkFirsts(
  kind: ChartKind,
  period: Period | undefined,
  charted: { knownOn: unknown; parts: number },
): Violation[] {
  const isPublished = kind === 'time_series' && period !== undefined && PUBLISHED_BY.includes(period);
  return unless(
    isPublished && charted.knownOn === undefined && charted.parts <= MAX_FIRSTS,
    'first_published',
    `must not be given but for TIME_SERIES of at most ${MAX_FIRSTS} months, quarters, or years, without as_known_on`,
  );
}

/** "01.11.2021" */
export function writtenDay(day: Day): string {
  return day.split('-').toReversed().join('.');
}
