import type { Database, EntityManager } from '@safe-community/database';
import type { Day } from '@safe-community/domain-kit';
import { readFigures, type Dimension } from '../figures/module.ts';
import { listStatements, type OfficialFigure } from '../official-figures/module.ts';
import type { ScorecardPeriod, Span } from './period.ts';
import { spansOf, type PeriodSources, type SpanFigures } from './period-scorecard.ts';

const COUNTS = ['incidents', 'killed', 'defenders_killed'];

/** The figures of a territory that a scorecard of a period needs. */
export async function readSpans(
  tx: EntityManager,
  territoryCode: string,
  period: ScorecardPeriod,
): Promise<Pick<PeriodSources, 'current' | 'yearBefore' | 'baseYear' | 'wholeYearBefore'>> {
  const spans = spansOf(period);
  const read = (span: Span, groupBy: readonly Dimension[]) => readSpan(tx, { territoryCode, span, groupBy, period });
  return {
    current: await read(spans.current, ['week', 'category']),
    yearBefore: await read(spans.yearBefore, ['category']),
    baseYear: await read(spans.baseYear, ['category']),
    wholeYearBefore: await read(spans.wholeYearBefore, ['category']),
  };
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
  } as const;
  const counts = await readFigures(tx, { ...wanted, measures: COUNTS, groupBy });
  const times = await readFigures(tx, { ...wanted, measures: ['response_time_p50'], groupBy: [], category: 'fire' });
  return { span, figures: [...counts, ...times] };
}

const MOST_STATEMENTS = 10_000;

/** The official figures as known at the end of a day. */
export async function readOfficial(database: Database, asKnownOn: Day): Promise<OfficialFigure[]> {
  const wanted = { indicators: null, kind: null, from: null, to: null, asKnownOn, includeRevisions: false };
  return (await listStatements(database, wanted, undefined, MOST_STATEMENTS)).map(({ figure }) => figure);
}
