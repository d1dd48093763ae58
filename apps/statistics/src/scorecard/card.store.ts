import type { Database, EntityManager } from '@safe-community/database';
import type { Day } from '@safe-community/domain-kit';
import { readFigures, type Dimension, type Figure } from '../figures/module.ts';
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
  const read = async (span: Span, reads = ALL) => ({ span, figures: await readEach(tx, of(span), reads) });
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

const OF_INCIDENTS: CountedFigures = { measures: MEASURES_OF_INCIDENTS, take: 'sum', zeroWith: 'incidents' };
const ALL = readsOf([...PROMISES.flatMap((promise) => figuresBehind(promise) ?? []), OF_INCIDENTS]);
/** What is forecast adds up over days. */
const FORECAST = readsOf(
  PROMISES.flatMap((promise) => (promise.trend === 'counts' ? (figuresBehind(promise) ?? []) : [])),
);

function readsOf(all: readonly CountedFigures[]): Reads {
  const byDimension = Map.groupBy(all, dimensionOf);
  return new Map(
    [...byDimension].map(([dimension, counted]) => [
      dimension,
      [...new Set(counted.flatMap(({ measures, zeroWith }) => [...measures, ...(zeroWith ? [zeroWith] : [])]))],
    ]),
  );
}

function dimensionOf({ of, zeroWith }: CountedFigures): Dimension | undefined {
  if (of?.responder !== undefined) return 'responder';
  return of?.category !== undefined || zeroWith !== undefined ? 'category' : undefined;
}

async function readEach(tx: EntityManager, query: SpanQuery, reads: Reads, part?: Dimension): Promise<Figure[]> {
  const { territoryCode, span, period } = query;
  const { knownOn, today } = period;
  const wanted = { ...span, territory: { codes: [territoryCode] }, territoryAsOf: 'event', knownOn, today } as const;
  const found: Figure[] = [];
  for (const [dimension, measures] of reads) {
    const groupBy = [part, dimension].filter((each) => each !== undefined);
    found.push(...(await readFigures(tx, { ...wanted, measures, groupBy })));
  }
  return found;
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

/** The official figures as known at the end of a day. */
export interface PublishedFigures {
  /** Each in the statement that counts. */
  readonly official: readonly OfficialFigure[];
  /** All of them, also what no longer counts; of one figure, the last statement comes first. */
  readonly statements: readonly OfficialFigure[];
}

export async function readOfficial(database: Database, asKnownOn: Day): Promise<PublishedFigures> {
  const wanted = { indicators: null, kind: null, from: null, to: null, asKnownOn, includeRevisions: true };
  const all = await listStatements(database, wanted, undefined, MAX_STATEMENTS);
  return {
    official: all.filter(({ counts }) => counts).map(({ figure }) => figure),
    statements: all.map(({ figure }) => figure),
  };
}
