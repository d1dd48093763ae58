import { CATEGORIES, type Category } from './category.ts';
import type { Day } from './day.ts';
import type { FigureKind, Indicator } from './indicator.ts';
import type { OfficialFigure } from './official-figure.ts';
import { medianOf } from './response-time.ts';

/** What has been counted from events so far, all read at one moment. */
export interface Tally {
  readonly officers: { readonly assigned: number; readonly hromadasCovered: number; readonly demonstration: number };
  readonly patrol: { readonly strength: number; readonly equipped: number; readonly demonstration: number };
  readonly categories: readonly CategoryTally[];
  readonly responses: readonly { readonly category: Category; readonly bucket: number; readonly responses: number }[];
  readonly progress: readonly Progress[];
}

interface CategoryTally {
  readonly category: Category;
  readonly demonstration: boolean;
  readonly incidents: number;
  readonly killed: number;
  readonly defendersKilled: number;
}

/** How far a producer's events are counted. */
interface Progress {
  readonly producer: string;
  readonly position: bigint;
}

/** The programme's promises beside what has been counted. */
export interface Scorecard {
  readonly officers: Tally['officers'] & {
    readonly targets: readonly OfficialFigure[];
    readonly hromadas: number;
  };
  readonly cameras: Tally['patrol'] & { readonly targetPercent: number };
  readonly trust: { readonly observed: OfficialFigure | undefined; readonly target: OfficialFigure | undefined };
  readonly deaths: readonly DeathMeasure[];
  readonly incidents: readonly IncidentMeasure[];
  readonly incidentsTotal: number;
  readonly progress: readonly Progress[];
}

interface DeathMeasure {
  readonly indicator: Indicator;
  readonly official: OfficialFigure | undefined;
  /** Absent where none can be counted. */
  readonly counted: Killed | undefined;
}

interface Killed {
  readonly killed: number;
  /** Of these, in invented incidents. */
  readonly demonstration: number;
}

interface IncidentMeasure {
  readonly category: Category;
  readonly count: number;
  readonly demonstration: number;
  readonly responded: number;
  readonly medianResponseSeconds: number | undefined;
}

/** The year before the programme, against which it measures itself (ministry's statement of 4 November 2021). */
export const BASE_YEAR: { start: Day; end: Day } = { start: '2020-01-01', end: '2020-12-31' };

export function composeScorecard(tally: Tally, figures: readonly OfficialFigure[]): Scorecard {
  const { officers, patrol, progress } = tally;
  const incidents = measureIncidents(tally);
  return {
    officers: {
      ...officers,
      targets: byDate(figures, 'community_officers', 'target'),
      hromadas: byDate(figures, 'hromadas', 'observed').at(-1)?.value ?? 0,
    },
    cameras: { ...patrol, targetPercent: byDate(figures, 'camera_coverage_percent', 'target').at(-1)?.value ?? 0 },
    trust: {
      observed: byDate(figures, 'trust_percent', 'observed').at(-1),
      target: byDate(figures, 'trust_percent', 'target').at(-1),
    },
    deaths: measureDeaths(tally, figures),
    incidents,
    incidentsTotal: incidents.reduce((sum, { count }) => sum + count, 0),
    progress,
  };
}

/** Figures of a kind, the one with the earliest end first. */
function byDate(figures: readonly OfficialFigure[], indicator: Indicator, kind: FigureKind): OfficialFigure[] {
  return figures
    .filter((figure) => figure.indicator === indicator && figure.kind === kind)
    .toSorted((a, b) => compare(a.periodEnd, b.periodEnd) || compare(a.periodStart, b.periodStart));
}

function compare(a: Day, b: Day): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** In the order in which they are shown: the causes, the rest, the total; defenders apart. */
function measureDeaths({ categories }: Tally, figures: readonly OfficialFigure[]): DeathMeasure[] {
  const killedIn = (category?: Category): Killed =>
    sum(categories, (tally) => (category === undefined || tally.category === category ? tally.killed : 0));
  const row = (indicator: Indicator, counted: Killed | undefined): DeathMeasure => ({
    indicator,
    official: ofBaseYear(figures, indicator),
    counted,
  });
  return [
    row('deaths_road', killedIn('road_crash')),
    row('deaths_fire', killedIn('fire')),
    row('deaths_water', killedIn('water')),
    row('deaths_not_itemised', undefined),
    row('deaths_total', killedIn()),
    row(
      'defenders_killed',
      sum(categories, ({ defendersKilled }) => defendersKilled),
    ),
  ];
}

function ofBaseYear(figures: readonly OfficialFigure[], indicator: Indicator): OfficialFigure | undefined {
  return figures.find(
    (figure) =>
      figure.indicator === indicator &&
      figure.kind === 'observed' &&
      figure.periodStart === BASE_YEAR.start &&
      figure.periodEnd === BASE_YEAR.end,
  );
}

function sum(categories: readonly CategoryTally[], countOf: (tally: CategoryTally) => number): Killed {
  let [killed, demonstration] = [0, 0];
  for (const tally of categories) {
    killed += countOf(tally);
    if (tally.demonstration) demonstration += countOf(tally);
  }
  return { killed, demonstration };
}

/** Categories with incidents, the most frequent first. */
function measureIncidents({ categories, responses }: Tally): IncidentMeasure[] {
  return CATEGORIES.map((category) => {
    const own = categories.filter((tally) => tally.category === category);
    const histogram = responses.filter((bucket) => bucket.category === category);
    const median = medianOf(histogram);
    return {
      category,
      count: own.reduce((sum, { incidents }) => sum + incidents, 0),
      demonstration: own.reduce((sum, tally) => sum + (tally.demonstration ? tally.incidents : 0), 0),
      responded: histogram.reduce((sum, { responses }) => sum + responses, 0),
      medianResponseSeconds: median === undefined ? undefined : median / 1_000,
    };
  })
    .filter(({ count }) => count > 0)
    .toSorted((a, b) => b.count - a.count);
}
