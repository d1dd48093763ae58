import type { Day } from '../calendar/module.ts';
import type { BucketCount, Category, CategoryTally, IncidentMeasure } from '../incidents/module.ts';
import type { FigureKind, Indicator, OfficialFigure } from '../official-figures/module.ts';

/** What has been counted from events so far, all read at one moment. */
export interface Tally {
  readonly officers: {
    readonly assigned: number;
    readonly hromadasCovered: number;
  };
  readonly patrol: {
    readonly strength: number;
    readonly equipped: number;
  };
  readonly categories: readonly CategoryTally[];
  /** Incidents of sensitive categories, as released. Whom they killed is not among the deaths. */
  readonly released: readonly Pick<CategoryTally, 'category' | 'incidents'>[];
  readonly responses: readonly BucketCount[];
  readonly progress: readonly Progress[];
}

/** The last event of a producer that the counts include. */
interface Progress {
  readonly producer: string;
  readonly position: bigint;
}

/** The goals and published figures of the programme beside what has been counted. */
export interface Scorecard {
  /** Undefined before anything was counted, as the cameras: 0 would be a claim. */
  readonly officers: OfficerTally | undefined;
  readonly cameras: CameraTally | undefined;
  readonly trust: { readonly observed: OfficialFigure | undefined; readonly target: OfficialFigure | undefined };
  readonly deaths: readonly DeathMeasure[];
  readonly incidents: readonly IncidentMeasure[];
  readonly incidentsTotal: number;
  readonly progress: readonly Progress[];
}

type OfficerTally = Tally['officers'] & {
  readonly targets: readonly OfficialFigure[];
  readonly allHromadas: OfficialFigure | undefined;
};

type CameraTally = Tally['patrol'] & { readonly target: OfficialFigure | undefined };

interface DeathMeasure {
  readonly indicator: Indicator;
  readonly official: OfficialFigure | undefined;
  /** Absent where nothing can be counted. */
  readonly counted: number | undefined;
}

/** The baseline year before the programme (ministry's statement of 4 November 2021). */
export const BASE_YEAR: { start: Day; end: Day } = { start: '2020-01-01', end: '2020-12-31' };

export function composeScorecard(
  tally: Tally,
  incidents: readonly IncidentMeasure[],
  figures: readonly OfficialFigure[],
): Scorecard {
  const { officers, patrol, progress } = tally;
  const isCounted = (name: string) => progress.some(({ producer, position }) => producer === name && position > 0n);
  return {
    officers: isCounted('officers')
      ? {
          ...officers,
          targets: byDate(figures, 'community_officers', 'target'),
          allHromadas: byDate(figures, 'hromadas', 'observed').at(-1),
        }
      : undefined,
    cameras:
      isCounted('officers') && isCounted('cameras')
        ? { ...patrol, target: byDate(figures, 'camera_coverage_percent', 'target').at(-1) }
        : undefined,
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

/** Figures of a kind; the earliest end comes first. */
function byDate(figures: readonly OfficialFigure[], indicator: Indicator, kind: FigureKind): OfficialFigure[] {
  return figures
    .filter((figure) => figure.indicator === indicator && figure.kind === kind)
    .toSorted((a, b) => compare(a.periodEnd, b.periodEnd) || compare(a.periodStart, b.periodStart));
}

function compare(a: Day, b: Day): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** In the order of the scorecard: the causes, the rest, the total, then defenders. */
function measureDeaths({ categories }: Tally, figures: readonly OfficialFigure[]): DeathMeasure[] {
  const killedIn = (category?: Category): number =>
    sum(categories, (tally) => (category === undefined || tally.category === category ? tally.killed : 0));
  const row = (indicator: Indicator, counted: number | undefined): DeathMeasure => ({
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

function sum(categories: readonly CategoryTally[], countOf: (tally: CategoryTally) => number): number {
  return categories.reduce((all, tally) => all + countOf(tally), 0);
}
