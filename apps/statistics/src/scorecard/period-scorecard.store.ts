import type { Database, EntityManager } from '@safe-community/database';
import type { Day } from '@safe-community/domain-kit';
import { readFigures, type Dimension } from '../figures/module.ts';
import { listStatements, type OfficialFigure } from '../official-figures/module.ts';
import { readRepairTargets } from '../on-time/module.ts';
import { readReleasedMonths } from '../publication/module.ts';
import type { ScorecardPeriod, Span } from './period.ts';
import { RELEASED, REPAIRS, type ReleasedSpans } from './service-promises.ts';
import { spansOf, type PeriodSources, type SpanFigures } from './period-scorecard.ts';

const COUNTS = ['incidents', 'killed', 'defenders_killed'];

/** The figures of a territory that a scorecard of a period needs. */
export async function readSpans(
  tx: EntityManager,
  territoryCode: string,
  period: ScorecardPeriod,
): Promise<Omit<PeriodSources, 'period' | 'official' | 'states'>> {
  const spans = spansOf(period);
  const read = (span: Span, groupBy: readonly Dimension[]) => readSpan(tx, { territoryCode, span, groupBy, period });
  return {
    current: await read(spans.current, ['week', 'category']),
    yearBefore: await read(spans.yearBefore, ['category']),
    baseYear: await read(spans.baseYear, ['category']),
    wholeYearBefore: await read(spans.wholeYearBefore, ['category']),
    released: await readReleased(tx, territoryCode, period),
    repairTargets: await readRepairTargets(tx, territoryCode, period.countedUntil),
  };
}

const END_OF_TIME = '9999-12-31';

/** Of sensitive categories nothing but what everybody can read. */
async function readReleased(tx: EntityManager, territoryCode: string, period: ScorecardPeriod) {
  const { current, yearBefore, baseYear } = spansOf(period);
  const { knownOn = END_OF_TIME } = period;
  const ofSpan = async (span: Span, series: Pick<(typeof RELEASED)[number], 'category' | 'measure'>) => {
    const months = (demonstration: boolean) =>
      readReleasedMonths(tx, { ...series, demonstration }, { territoryCode, ...span, knownOn });
    return { real: await months(false), invented: await months(true) };
  };
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
  readonly groupBy: readonly Dimension[];
  readonly period: ScorecardPeriod;
}

async function readSpan(tx: EntityManager, { territoryCode, span, groupBy, period }: SpanQuery): Promise<SpanFigures> {
  const wanted = {
    ...span,
    territory: { codes: [territoryCode] },
    territoryAsOf: 'event',
    knownOn: period.knownOn,
    today: period.today,
  } as const;
  const counts = await readFigures(tx, { ...wanted, measures: COUNTS, groupBy });
  const times = await readFigures(tx, { ...wanted, measures: ['response_time_p50'], groupBy: [], category: 'fire' });
  const own = [
    ...REPAIRS.map(({ time }) => `${time}_p50`),
    ...(period.knownOn === undefined ? ['complaints_in_time'] : []),
  ];
  const services = await readFigures(tx, { ...wanted, measures: [...own, 'trust'], groupBy: [] });
  const byWeek = groupBy.includes('week') ? await readFigures(tx, { ...wanted, measures: own, groupBy: ['week'] }) : [];
  return { span, figures: [...counts, ...times, ...services, ...byWeek] };
}

const MOST_STATEMENTS = 10_000;

/** The official figures as known at the end of a day. */
export async function readOfficial(database: Database, asKnownOn: Day): Promise<OfficialFigure[]> {
  const wanted = { indicators: null, kind: null, from: null, to: null, asKnownOn, includeRevisions: false };
  return (await listStatements(database, wanted, undefined, MOST_STATEMENTS)).map(({ figure }) => figure);
}
