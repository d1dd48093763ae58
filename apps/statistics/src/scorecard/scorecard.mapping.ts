import type { PeriodScorecard } from '@safe-community/contracts/statistics/v1/period_scorecard.ts';
import type { DeathMeasure, IncidentMeasure } from '@safe-community/contracts/statistics/v1/scorecard.ts';
import type { GetScorecardResponse } from '@safe-community/contracts/statistics/v1/statistics_service.ts';
import { categoryNumber } from '../incidents/module.ts';
import {
  differenceOf,
  indicatorNumber,
  toDifferenceMessage,
  toFigureMessage,
  type OfficialFigure,
} from '../official-figures/module.ts';
import type { Scorecard } from './scorecard.ts';

export function toScorecardMessage(scorecard: Scorecard, asOf: Date, period: PeriodScorecard): GetScorecardResponse {
  const { officers, cameras, trust } = scorecard;
  return {
    scorecard: {
      asOf,
      officers: officers && {
        ...officers,
        targets: officers.targets.map(toFigureMessage),
        allHromadas: toOptional(officers.allHromadas),
        hromadas: officers.allHromadas?.value ?? 0,
      },
      cameras: cameras && {
        ...cameras,
        target: toOptional(cameras.target),
        targetPercent: cameras.target?.value ?? 0,
      },
      trust: { observed: toOptional(trust.observed), target: toOptional(trust.target) },
      deaths: toDeaths(scorecard.deaths),
      incidents: scorecard.incidents.map(toIncidents),
      incidentsTotal: BigInt(scorecard.incidentsTotal),
      progress: [...scorecard.progress],
      period,
    },
  };
}

function toDeaths(deaths: Scorecard['deaths']): DeathMeasure[] {
  const difference = differenceOf(deaths.flatMap(({ official }) => official ?? []));
  return deaths.map(({ indicator, official, counted }) => ({
    indicator: indicatorNumber(indicator),
    official: toOptional(official),
    counted: counted && BigInt(counted.killed),
    demonstration: BigInt(counted?.demonstration ?? 0),
    difference: indicator === 'deaths_total' && difference ? toDifferenceMessage(difference) : undefined,
  }));
}

function toIncidents(measure: Scorecard['incidents'][number]): IncidentMeasure {
  return {
    category: categoryNumber(measure.category),
    count: BigInt(measure.count),
    demonstration: BigInt(measure.demonstration),
    responded: BigInt(measure.responded),
    respondedDemonstration: BigInt(measure.respondedDemonstration),
    medianResponseSeconds: measure.medianResponseSeconds,
  };
}

function toOptional(figure: OfficialFigure | undefined) {
  return figure && toFigureMessage(figure);
}
