import { TargetArea, type AppliedTarget } from '@safe-community/contracts/incidents/v1/response_target.ts';
import { Completeness, type Coverage } from '@safe-community/contracts/statistics/v1/coverage.ts';
import { Indicator, type OfficialFigure, type SumDifference } from '@safe-community/contracts/statistics/v1/figure.ts';
import {
  Direction,
  Trend,
  Verdict,
  type CategoryMeasure,
  type CauseRatio,
  type Scorecard,
  type ScorecardRow,
} from '@safe-community/contracts/statistics/v1/scorecard.ts';
import {
  GetScorecardRequest,
  StatisticsServiceService as Statistics,
} from '@safe-community/contracts/statistics/v1/statistics_service.ts';
import { enumNames } from '@safe-community/domain-kit';
import { categoryWord, remembered, type Backend } from '../backend/module.ts';
import { toCoverageView } from '../measures/module.ts';
import { dayOf } from '../site/module.ts';
import { nameIn } from '../official/module.ts';
import { toOfficialValue } from './official.client.ts';
import {
  VERDICTS,
  type IncidentFigures,
  type Limit,
  type Published,
  type RatioView,
  type RowView,
  type ScorecardView,
  type TotalDifference,
} from './scorecard.ts';

/** Of all hromadas that are looked at in a while. */
const MEMORY = { freshMs: 30_000, staleMs: 600_000, most: 2_000, mostBytes: 30_000_000 };

/** Of which scorecard: a KATOTTG code, and both days or neither, "2026-01-31". Empty: the country, this year. */
interface WantedCard {
  readonly territory: string;
  readonly firstDay: string;
  readonly lastDay: string;
}

const OF_COUNTRY: WantedCard = { territory: '', firstDay: '', lastDay: '' };

export type ReadScorecard = (wanted?: WantedCard) => Promise<ScorecardView>;

export function scorecardReader({ statistics }: Pick<Backend, 'statistics'>, now: () => Date): ReadScorecard {
  const read = remembered(async (key) => {
    const [territoryCode = '', firstDay = '', lastDay = ''] = key.split(' ');
    const request = GetScorecardRequest.fromPartial({ territoryCode, firstDay, lastDay });
    const { scorecard } = await statistics(Statistics.getScorecard, request);
    return toView(scorecard, now());
  }, MEMORY);
  return ({ territory, firstDay, lastDay } = OF_COUNTRY) => read([territory, firstDay, lastDay].join(' '));
}

function toView(scorecard: Scorecard | undefined, now: Date): ScorecardView {
  const { rows = [], ratios = [], incidents = [] } = scorecard ?? {};
  return {
    asOf: scorecard?.asOf ?? now,
    period: scorecard && daysOf(scorecard.firstDay, scorecard.countedUntil),
    rows: rows.map(toRow),
    ratios: ratios.map(toRatio),
    incidents: incidents.map(toIncidents),
  };
}

const { nameOf: toDirection } = enumNames(Direction, ['more', 'fewer'] as const);
const { nameOf: toTrend } = enumNames(Trend, ['fewer', 'no_clear_change', 'more'] as const);
const { nameOf: toVerdict } = enumNames(Verdict, VERDICTS);

function toRow(row: ScorecardRow): RowView {
  const { id, unit, group, measures, value, whole, sample, target, goals, baselines, difference } = row;
  const [yearBefore, base] = [baselines[0], baselines.at(-1)];
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
    published: publishedIn([row.official, ...baselines.map((baseline) => baseline.official)]),
    official2020: base?.official && toOfficialValue(base.official),
    yearBefore: isWhole(yearBefore?.coverage) ? yearBefore?.counted : undefined,
    target: target && toOfficialValue(target),
    due: row.due === '' ? undefined : dayOf(row.due),
    goals: goals.map(toOfficialValue),
    limits: row.rules.map(toLimit),
    trend: trendOf(row.trend),
    verdict: toVerdict(row.verdict),
    difference: difference && toDifference(difference),
    leftOut: row.leftOutUk === '' ? undefined : { uk: row.leftOutUk, en: row.leftOutEn },
    coverage: toCoverageView(row.coverage),
    outcomesOpen: row.outcomesOpen === undefined ? undefined : Number(row.outcomesOpen),
    charted: row.charted && { measure: row.charted.measure, category: categoryWord(row.charted.category) },
  };
}

function trendOf(trend: Trend): RowView['trend'] {
  const name = toTrend(trend);
  return name === 'no_clear_change' ? 'same' : name;
}

function isWhole(coverage: Coverage | undefined): boolean {
  return coverage === undefined || coverage.completeness === Completeness.COMPLETE;
}

/** The first of them: the period itself comes before earlier ones. */
function publishedIn(figures: readonly (OfficialFigure | undefined)[]): Published | undefined {
  const newest = figures.find((figure) => figure?.periodStart !== undefined && figure.periodEnd !== undefined);
  if (newest?.periodStart === undefined || newest.periodEnd === undefined) return undefined;
  return { figure: toOfficialValue(newest), days: { from: newest.periodStart, to: newest.periodEnd } };
}

const AREAS: Readonly<Partial<Record<TargetArea, Limit['area']>>> = {
  [TargetArea.URBAN]: 'urban',
  [TargetArea.RURAL]: 'rural',
};

function toLimit({ minutes, area }: AppliedTarget): Limit {
  return { seconds: minutes * 60, area: AREAS[area] };
}

function toRatio({
  cause,
  official,
  series,
  firstDay,
  lastDay,
  deaths,
  ratio,
  trend,
  ...texts
}: CauseRatio): RatioView {
  return {
    cause,
    isOfficial: official,
    seriesId: series || undefined,
    days: { from: dayOf(firstDay), to: dayOf(lastDay) },
    deaths,
    ratio: ratio && { value: ratio.value, low: ratio.low, high: ratio.high },
    trend: trendOf(trend),
    sentence: { uk: texts.sentenceUk, en: texts.sentenceEn },
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
    category: categoryWord(category) || 'other',
    count: current === undefined ? undefined : Number(current),
    coverage: toCoverageView(measure.coverage),
    medianMinutes: inMinutes(medianResponseSeconds),
  };
}
