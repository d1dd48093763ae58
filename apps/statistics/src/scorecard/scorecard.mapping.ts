import type { PeriodScorecard } from '@safe-community/contracts/statistics/v1/period_scorecard.ts';
import type {
  DeathMeasure,
  IncidentMeasure,
  Scorecard as ScorecardMessage,
} from '@safe-community/contracts/statistics/v1/scorecard.ts';
import { categoryNumber } from '../incidents/module.ts';
import {
  differenceOf,
  indicatorNumber,
  toDifferenceMessage,
  toFigureMessage,
  type OfficialFigure,
} from '../official-figures/module.ts';
import type { Scorecard } from './scorecard.ts';

export function toScorecardMessage(scorecard: Scorecard, asOf: Date, period: PeriodScorecard): ScorecardMessage {
  const { officers, cameras, trust } = scorecard;
  return {
    asOf,
    officers: officers && {
      ...officers,
      targets: officers.targets.map(toFigureMessage),
      allHromadas: toOptional(officers.allHromadas),
    },
    cameras: cameras && { ...cameras, target: toOptional(cameras.target) },
    trust: { observed: toOptional(trust.observed), target: toOptional(trust.target) },
    deaths: toDeaths(scorecard.deaths),
    incidents: scorecard.incidents.map(toIncidents),
    incidentsTotal: BigInt(scorecard.incidentsTotal),
    progress: [...scorecard.progress],
    period,
  };
}

function toDeaths(deaths: Scorecard['deaths']): DeathMeasure[] {
  const difference = differenceOf(deaths.flatMap(({ official }) => official ?? []));
  return deaths.map(({ indicator, official, counted }) => ({
    indicator: indicatorNumber(indicator),
    official: toOptional(official),
    counted: counted === undefined ? undefined : BigInt(counted),
    difference: indicator === 'deaths_total' && difference ? toDifferenceMessage(difference) : undefined,
  }));
}

function toIncidents(measure: Scorecard['incidents'][number]): IncidentMeasure {
  return {
    category: categoryNumber(measure.category),
    count: BigInt(measure.count),
    responded: BigInt(measure.responded),
    medianResponseSeconds: measure.medianResponseSeconds,
  };
}

function toOptional(figure: OfficialFigure | undefined) {
  return figure && toFigureMessage(figure);
}
