import { IncidentCategory } from '@safe-community/contracts/incidents/v1/incident.ts';
import { Indicator } from '@safe-community/contracts/statistics/v1/figure.ts';
import { Promise as Promises, type PeriodScorecard } from '@safe-community/contracts/statistics/v1/period_scorecard.ts';
import type { DeathMeasure, IncidentMeasure, Scorecard } from '@safe-community/contracts/statistics/v1/scorecard.ts';
import {
  GetScorecardRequest,
  StatisticsServiceService as Statistics,
} from '@safe-community/contracts/statistics/v1/statistics_service.ts';
import { remembered, type Backend } from '../backend/module.ts';
import { toOfficialValue } from './official.client.ts';
import { toPeriod } from './period.client.ts';
import type { Cause, DeathFigures, IncidentFigures, ScorecardView, SurveyedTrust } from './scorecard.ts';

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
  const { officers, cameras, trust } = scorecard ?? {};
  return {
    asOf: scorecard?.asOf ?? now,
    officers: officers && { ...officers, targets: officers.targets.map(toOfficialValue) },
    cameras,
    trust: trust && {
      observed: trust.observed && toOfficialValue(trust.observed),
      target: trust.target && toOfficialValue(trust.target),
    },
    surveyed: toSurveyed(scorecard?.period),
    period: scorecard?.period && toPeriod(scorecard.period),
    deaths: (scorecard?.deaths ?? []).flatMap(toDeaths),
    incidents: (scorecard?.incidents ?? []).map(toIncidents),
  };
}

/** Of real surveys, or of invented ones where there are no others. */
function toSurveyed(period: PeriodScorecard | undefined): SurveyedTrust | undefined {
  const { current, demonstration, sample } = period?.promises.find(({ promise }) => promise === Promises.TRUST) ?? {};
  const percent = current ?? demonstration;
  if (percent === undefined || sample === undefined) return undefined;
  return { percent, low: sample.low, high: sample.high, asked: sample.size, isInvented: current === undefined };
}

const CAUSE_OF: ReadonlyMap<Indicator, Cause> = new Map([
  [Indicator.DEATHS_ROAD, 'road'],
  [Indicator.DEATHS_FIRE, 'fire'],
  [Indicator.DEATHS_WATER, 'water'],
  [Indicator.DEATHS_NOT_ITEMISED, 'notItemised'],
  [Indicator.DEATHS_TOTAL, 'total'],
  [Indicator.DEFENDERS_KILLED, 'defenders'],
]);

function toDeaths({ indicator, official, counted, demonstration, difference }: DeathMeasure): DeathFigures[] {
  const cause = CAUSE_OF.get(indicator);
  if (cause === undefined) return [];
  return [
    {
      cause,
      official: official && toOfficialValue(official),
      counted: counted === undefined ? undefined : Number(counted),
      demonstration: Number(demonstration),
      difference: difference && { total: difference.total, parts: difference.sum },
    },
  ];
}

function toIncidents(measure: IncidentMeasure): IncidentFigures {
  const { category, count, demonstration, medianResponseSeconds } = measure;
  return {
    category:
      Object.entries(IncidentCategory)
        .find(([, number]) => number === category)?.[0]
        .toLowerCase() ?? 'other',
    count: Number(count),
    demonstration: Number(demonstration),
    medianMinutes: medianResponseSeconds === undefined ? undefined : medianResponseSeconds / 60,
  };
}
