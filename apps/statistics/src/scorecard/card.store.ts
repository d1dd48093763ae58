import type { Database, EntityManager } from '@safe-community/database';
import type { Day } from '@safe-community/domain-kit';
import {
  findMeasure,
  MEASURES,
  readCoverage,
  readFigures,
  readPlaces,
  type Dimension,
  type Figure,
  type FigureCoverage,
} from '../figures/module.ts';
import { listStatements, type OfficialFigure } from '../official-figures/module.ts';
import { readAppliedTargets } from '../on-time/module.ts';
import { readReleasedPeriods } from '../publication/module.ts';
import { MEASURES_OF_INCIDENTS } from './incidents-of-period.ts';
import type { ScorecardPeriod, Span } from './period.ts';
import { figuresBehind, type CountedFigures } from './promised.ts';
import { PROMISES } from './promises.ts';
import type { ReleasedSpans, RowSources } from './rows.ts';
import { spansOf } from './spans.ts';

/** The figures of a territory that a scorecard of a period needs. */
export async function readSpans(
  tx: EntityManager,
  territoryCode: string,
  period: ScorecardPeriod,
): Promise<Omit<RowSources, 'period' | 'official'>> {
  const spans = spansOf(period);
  const of = (span: Span): SpanQuery => ({ territoryCode, span, period });
  const read = async (span: Span, reads = ALL) => ({
    span,
    coverage: await readCoverageOf(tx, of(span)),
    figures: await readEach(tx, of(span), reads),
  });
  return {
    current: await read(spans.current),
    weeks: await readEach(tx, of(spans.current), FORECAST, 'week'),
    yearBefore: await read(spans.yearBefore),
    baseYear: await read(spans.baseYear),
    wholeYearBefore: await read(spans.wholeYearBefore, FORECAST),
    released: await readReleased(tx, territoryCode, period),
    targets: await readAppliedTargets(tx, territoryCode, period.countedUntil),
  };
}

/** The measures that are read at once, by what they are grouped by. */
type Reads = ReadonlyMap<Dimension | undefined, readonly string[]>;

const ALL = readsOf(
  PROMISES.flatMap((promise) => figuresBehind(promise) ?? []),
  MEASURES_OF_INCIDENTS,
);
/** What is forecast adds up over days. */
const FORECAST = readsOf(
  PROMISES.flatMap((promise) => (promise.trend === 'counts' ? (figuresBehind(promise) ?? []) : [])),
);

/** @param byCategory further measures, which are read by category. */
function readsOf(all: readonly CountedFigures[], byCategory: readonly string[] = []): Reads {
  const reads = new Map<Dimension | undefined, Set<string>>([['category', new Set(byCategory)]]);
  for (const counted of all) {
    const dimension = dimensionOf(counted);
    reads.set(dimension, new Set([...(reads.get(dimension) ?? []), ...counted.measures]));
  }
  return new Map([...reads].map(([dimension, measures]) => [dimension, [...measures]]));
}

/** Sums are read by category, of which other promises need one. */
function dimensionOf({ measures: [measure = ''], take, of }: CountedFigures): Dimension | undefined {
  if (of?.responder !== undefined) return 'responder';
  const isSummed = take === 'sum' && findMeasure(measure)?.dimensions.includes('category') === true;
  return of?.category !== undefined || isSummed ? 'category' : undefined;
}

async function readEach(tx: EntityManager, query: SpanQuery, reads: Reads, part?: Dimension): Promise<Figure[]> {
  const wanted = wantedIn(query);
  const found: Figure[] = [];
  for (const [dimension, measures] of reads) {
    const groupBy = [part, dimension].filter((each) => each !== undefined);
    found.push(...(await readFigures(tx, { ...wanted, measures, groupBy })));
  }
  return found;
}

function wantedIn({ territoryCode, span, period: { knownOn, today } }: SpanQuery) {
  return { ...span, territory: { codes: [territoryCode] }, territoryAsOf: 'event', knownOn, today } as const;
}

const OF_INCIDENTS = MEASURES.filter(({ matter }) => matter !== undefined);

async function readCoverageOf(tx: EntityManager, query: SpanQuery): Promise<FigureCoverage> {
  const request = { ...wantedIn(query), measures: [], groupBy: [] };
  const { gazetteer, mergers } = await readPlaces(tx, request.knownOn);
  const wanted = { units: gazetteer.unitsOf(request.territory), mergers };
  const coverage = await readCoverage(tx, request, wanted, OF_INCIDENTS);
  if (coverage === undefined) throw new Error('no measure is of incidents');
  return coverage;
}

const END_OF_TIME = '9999-12-31';

/** Of sensitive categories nothing but what everybody can read. */
async function readReleased(
  tx: EntityManager,
  territoryCode: string,
  period: ScorecardPeriod,
): Promise<Map<string, ReleasedSpans>> {
  const { current, yearBefore, baseYear } = spansOf(period);
  const { knownOn = END_OF_TIME } = period;
  const found = new Map<string, ReleasedSpans>();
  for (const { id, counted } of PROMISES) {
    if (counted === undefined || !('released' in counted)) continue;
    const ofSpan = (span: Span) => readReleasedPeriods(tx, counted.released, { territoryCode, ...span, knownOn });
    const baselines = [];
    for (const span of yearBefore.from === baseYear.from ? [yearBefore] : [yearBefore, baseYear]) {
      baselines.push(await ofSpan(span));
    }
    found.set(id, { current: await ofSpan(current), baselines });
  }
  return found;
}

interface SpanQuery {
  readonly territoryCode: string;
  readonly span: Span;
  readonly period: ScorecardPeriod;
}

const MAX_STATEMENTS = 10_000;

/** The official figures as known at the end of a day, each in the statement that counts. */
export async function readOfficial(database: Database, asKnownOn: Day): Promise<readonly OfficialFigure[]> {
  const all = { indicators: null, seriesId: null, kind: null, from: null, to: null };
  const wanted = { ...all, asKnownOn, includeRevisions: false };
  return (await listStatements(database, wanted, undefined, MAX_STATEMENTS)).map(({ figure }) => figure);
}
