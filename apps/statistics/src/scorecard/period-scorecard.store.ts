import type { Database, EntityManager } from '@safe-community/database';
import type { Day } from '@safe-community/domain-kit';
import { readFigures, type Dimension, type Figure } from '../figures/module.ts';
import { listStatements, type Indicator } from '../official-figures/module.ts';
import { readAppliedTargets } from '../on-time/module.ts';
import { readReleasedPeriods } from '../publication/module.ts';
import { countOfYear } from './official-at.ts';
import { BASE_YEAR_NUMBER, type ScorecardPeriod, type Span } from './period.ts';
import { AMBULANCE, RELEASED, REPAIRS, SHARES, type ReleasedSpans } from './service-promises.ts';
import { STATE_MEASURES } from './states.ts';
import type { SpanFigures } from './deaths.ts';
import { spansOf, type PeriodSources } from './period-scorecard.ts';

type PublishedFigures = Pick<PeriodSources, 'official' | 'statements'>;

const COUNTS = ['incidents', 'killed', 'defenders_killed'];

/** The figures of a territory that a scorecard of a period needs. */
export async function readSpans(
  tx: EntityManager,
  territoryCode: string,
  period: ScorecardPeriod,
): Promise<Omit<PeriodSources, 'period' | keyof PublishedFigures>> {
  const spans = spansOf(period);
  const of = (span: Span): SpanQuery => ({ territoryCode, span, period });
  const read = async (query: SpanQuery, groupBy: readonly Dimension[] = []): Promise<SpanFigures> => ({
    span: query.span,
    figures: [...(await readCounts(tx, query, groupBy)), ...(await readOthers(tx, query))],
  });
  return {
    current: await read(of(spans.current), ['week']),
    yearBefore: await read(of(spans.yearBefore)),
    baseYear: await read(of(spans.baseYear)),
    wholeYearBefore: {
      span: spans.wholeYearBefore,
      figures: await readCounts(tx, of(spans.wholeYearBefore), []),
    },
    released: await readReleased(tx, territoryCode, period),
    targets: await readAppliedTargets(tx, territoryCode, period.countedUntil),
  };
}

const END_OF_TIME = '9999-12-31';

/** Of sensitive categories nothing but what everybody can read. */
async function readReleased(tx: EntityManager, territoryCode: string, period: ScorecardPeriod) {
  const { current, yearBefore, baseYear } = spansOf(period);
  const { knownOn = END_OF_TIME } = period;
  const ofSpan = (span: Span, series: Pick<(typeof RELEASED)[number], 'category' | 'measure'>) =>
    readReleasedPeriods(tx, series, { territoryCode, ...span, knownOn });
  const found: [string, ReleasedSpans][] = [];
  for (const { promise, ...series } of RELEASED) {
    const baselines = yearBefore.from === baseYear.from ? [yearBefore] : [yearBefore, baseYear];
    const sums = [];
    for (const span of baselines) sums.push(await ofSpan(span, series));
    found.push([promise, { current: await ofSpan(current, series), baselines: sums }]);
  }
  return Object.fromEntries(found) as PeriodSources['released'];
}

interface SpanQuery {
  readonly territoryCode: string;
  readonly span: Span;
  readonly period: ScorecardPeriod;
}

function wantedIn({ territoryCode, span, period: { knownOn, today } }: SpanQuery) {
  return { ...span, territory: { codes: [territoryCode] }, territoryAsOf: 'event', knownOn, today } as const;
}

const REPAIR_TIMES = REPAIRS.map(({ time }) => `${time}_p50`);

/** What a forecast needs: incidents and deaths by category, and repairs as a whole and by part of the calendar. */
async function readCounts(tx: EntityManager, query: SpanQuery, parts: readonly Dimension[]): Promise<Figure[]> {
  const wanted = wantedIn(query);
  const repairs = { ...wanted, measures: REPAIR_TIMES };
  return [
    ...(await readFigures(tx, { ...wanted, measures: COUNTS, groupBy: [...parts, 'category'] })),
    ...(await readFigures(tx, { ...repairs, groupBy: [] })),
    ...(parts.length > 0 ? await readFigures(tx, { ...repairs, groupBy: parts }) : []),
  ];
}

async function readOthers(tx: EntityManager, query: SpanQuery): Promise<Figure[]> {
  const wanted = wantedIn(query);
  return [
    ...(await readFigures(tx, { ...wanted, measures: ['response_time_p50'], groupBy: ['category'] })),
    ...(await readFigures(tx, { ...wanted, measures: [AMBULANCE.measure], groupBy: ['responder'] })),
    ...(await readFigures(tx, { ...wanted, measures: [...SHARES, ...STATE_MEASURES, 'trust'], groupBy: [] })),
  ];
}

/** What was published about 2020, as known at the end of a day. */
export async function officialOfBaseYear(database: Database, indicator: Indicator, asKnownOn: Day) {
  const { official } = await readOfficial(database, asKnownOn);
  return countOfYear(`${BASE_YEAR_NUMBER}-01-01`, indicator, official);
}

const MAX_STATEMENTS = 10_000;

/** The official figures as known at the end of a day: those that count, and every statement, the last one first. */
export async function readOfficial(database: Database, asKnownOn: Day): Promise<PublishedFigures> {
  const wanted = { indicators: null, kind: null, from: null, to: null, asKnownOn, includeRevisions: true };
  const all = await listStatements(database, wanted, undefined, MAX_STATEMENTS);
  return {
    official: all.filter(({ counts }) => counts).map(({ figure }) => figure),
    statements: all.map(({ figure }) => figure),
  };
}
