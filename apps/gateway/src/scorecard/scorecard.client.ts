import { IncidentCategory } from '@safe-community/contracts/incidents/v1/incident.ts';
import { Indicator } from '@safe-community/contracts/statistics/v1/figure.ts';
import {
  Promise as Promises,
  type CategoryMeasure,
  type PeriodScorecard,
} from '@safe-community/contracts/statistics/v1/period_scorecard.ts';
import type { DeathMeasure, Scorecard } from '@safe-community/contracts/statistics/v1/scorecard.ts';
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
  const { officers, cameras, trust, period } = scorecard ?? {};
  return {
    asOf: scorecard?.asOf ?? now,
    officers: officers && {
      ...officers,
      inService: promiseOf(period, Promises.COMMUNITY_OFFICERS)?.current,
      hromadas: officers.allHromadas?.value,
      targets: officers.targets.map(toOfficialValue),
    },
    cameras: cameras && { ...cameras, targetPercent: cameras.target?.value },
    trust: trust && {
      observed: trust.observed && toOfficialValue(trust.observed),
      target: trust.target && toOfficialValue(trust.target),
    },
    surveyed: toSurveyed(period),
    period: period && toPeriod(period),
    deaths: (scorecard?.deaths ?? []).flatMap((measure) => toDeaths(measure, period)),
    incidents: (period?.incidents ?? []).map(toIncidents),
  };
}

function promiseOf(period: PeriodScorecard | undefined, wanted: Promises | undefined) {
  return period?.promises.find(({ promise }) => promise === wanted);
}

function toSurveyed(period: PeriodScorecard | undefined): SurveyedTrust | undefined {
  const { current: percent, sample } = promiseOf(period, Promises.TRUST) ?? {};
  if (percent === undefined || sample === undefined) return undefined;
  return { percent, low: sample.low, high: sample.high, asked: sample.size };
}

const CAUSE_OF: ReadonlyMap<Indicator, Cause> = new Map([
  [Indicator.DEATHS_ROAD, 'road'],
  [Indicator.DEATHS_FIRE, 'fire'],
  [Indicator.DEATHS_WATER, 'water'],
  [Indicator.DEATHS_NOT_ITEMISED, 'notItemised'],
  [Indicator.DEATHS_TOTAL, 'total'],
  [Indicator.DEFENDERS_KILLED, 'defenders'],
]);

const PROMISE_OF: Readonly<Partial<Record<Cause, Promises>>> = {
  road: Promises.DEATHS_ROAD,
  fire: Promises.DEATHS_FIRE,
  water: Promises.DEATHS_WATER,
  total: Promises.DEATHS_TOTAL,
  defenders: Promises.DEFENDERS_KILLED,
};

/** Published of 2020, and counted in the period. */
function toDeaths({ indicator, official, difference }: DeathMeasure, period: PeriodScorecard | undefined) {
  const cause = CAUSE_OF.get(indicator);
  if (cause === undefined) return [];
  const counted = promiseOf(period, PROMISE_OF[cause]);
  const figures: DeathFigures = {
    cause,
    official: official && toOfficialValue(official),
    counted: counted?.current,
    difference: difference && {
      total: difference.total,
      parts: difference.sum,
      missing: difference.missingParts.flatMap((part) => CAUSE_OF.get(part) ?? []),
      inexact: difference.inexactParts.flatMap((part) => CAUSE_OF.get(part) ?? []),
    },
  };
  return [figures];
}

function toIncidents(measure: CategoryMeasure): IncidentFigures {
  const { category, current, medianResponseSeconds } = measure;
  const inMinutes = (seconds: number | undefined) => (seconds === undefined ? undefined : seconds / 60);
  return {
    category:
      Object.entries(IncidentCategory)
        .find(([, number]) => number === category)?.[0]
        .toLowerCase() ?? 'other',
    count: current === undefined ? undefined : Number(current),
    medianMinutes: inMinutes(medianResponseSeconds),
  };
}
