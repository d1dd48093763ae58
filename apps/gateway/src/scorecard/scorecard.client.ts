import { IncidentCategory } from '@safe-community/contracts/incidents/v1/incident.ts';
import { Indicator, type SumDifference } from '@safe-community/contracts/statistics/v1/figure.ts';
import {
  Direction,
  Trend,
  Verdict,
  type CategoryMeasure,
  type Scorecard,
  type ScorecardRow,
} from '@safe-community/contracts/statistics/v1/scorecard.ts';
import {
  GetScorecardRequest,
  StatisticsServiceService as Statistics,
} from '@safe-community/contracts/statistics/v1/statistics_service.ts';
import { enumNames } from '@safe-community/domain-kit';
import { remembered, type Backend } from '../backend/module.ts';
import { dayOf } from '../site/module.ts';
import { toOfficialValue } from './official.client.ts';
import { VERDICTS, type IncidentFigures, type RowView, type ScorecardView, type TotalDifference } from './scorecard.ts';

const MEMORY = { freshMs: 30_000, staleMs: 600_000, most: 1 };

export type ReadScorecard = () => Promise<ScorecardView>;

export function scorecardReader({ statistics }: Pick<Backend, 'statistics'>, now: () => Date): ReadScorecard {
  const read = remembered(async () => {
    const { scorecard } = await statistics(Statistics.getScorecard, GetScorecardRequest.fromPartial({}));
    return toView(scorecard, now());
  }, MEMORY);
  return () => read('');
}

function toView(scorecard: Scorecard | undefined, now: Date): ScorecardView {
  const { rows = [], ratios = [], incidents = [] } = scorecard ?? {};
  return {
    asOf: scorecard?.asOf ?? now,
    period: scorecard && daysOf(scorecard.firstDay, scorecard.countedUntil),
    rows: rows.map(toRow),
    sentences: ratios.map(({ sentenceUk, sentenceEn }) => ({ uk: sentenceUk, en: sentenceEn })),
    incidents: incidents.map(toIncidents),
  };
}

const { nameOf: toDirection } = enumNames(Direction, ['more', 'fewer'] as const);
const { nameOf: toTrend } = enumNames(Trend, ['fewer', 'no_clear_change', 'more'] as const);
const { nameOf: toVerdict } = enumNames(Verdict, VERDICTS);

function toRow(row: ScorecardRow): RowView {
  const { id, unit, group, measures, value, whole, sample, target, goals, baselines, difference } = row;
  const [yearBefore, base] = [baselines[0], baselines.at(-1)];
  const trend = toTrend(row.trend);
  return {
    id,
    title: { uk: row.titleUk, en: row.titleEn },
    unit,
    group,
    better: toDirection(row.better),
    measures,
    isListed: row.shown.includes('pages'),
    value,
    whole,
    sample: sample && { low: sample.low, high: sample.high, asked: sample.size },
    covered: daysOf(row.coveredFrom, row.coveredTo),
    official: row.official && toOfficialValue(row.official),
    official2020: base?.official && toOfficialValue(base.official),
    yearBefore: yearBefore?.counted,
    target: target && toOfficialValue(target),
    due: row.due === '' ? undefined : dayOf(row.due),
    goals: goals.map(toOfficialValue),
    trend: trend === 'no_clear_change' ? 'same' : trend,
    verdict: toVerdict(row.verdict),
    difference: difference && toDifference(difference),
    leftOut: row.leftOutUk === '' ? undefined : { uk: row.leftOutUk, en: row.leftOutEn },
  };
}

function daysOf(from: string, to: string) {
  return from === '' ? undefined : { from: dayOf(from), to: dayOf(to) };
}

/** Parts of a published total are rows of the same name. */
function toDifference({ total, sum, missingParts, inexactParts }: SumDifference): TotalDifference {
  const named = (parts: readonly Indicator[]) => parts.flatMap((part) => nameIn(Indicator, part) ?? []);
  return { total, parts: sum, missing: named(missingParts), inexact: named(inexactParts) };
}

function toIncidents(measure: CategoryMeasure): IncidentFigures {
  const { category, current, medianResponseSeconds } = measure;
  const inMinutes = (seconds: number | undefined) => (seconds === undefined ? undefined : seconds / 60);
  return {
    category: nameIn(IncidentCategory, category) ?? 'other',
    count: current === undefined ? undefined : Number(current),
    medianMinutes: inMinutes(medianResponseSeconds),
  };
}

function nameIn(all: Readonly<Record<string, string | number>>, wanted: number): string | undefined {
  return Object.entries(all)
    .find(([, number]) => number === wanted)?.[0]
    .toLowerCase();
}
