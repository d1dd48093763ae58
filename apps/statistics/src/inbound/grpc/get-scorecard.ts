import type { DeathMeasure, IncidentMeasure } from '@safe-community/contracts/statistics/v1/scorecard.ts';
import type { GetScorecardResponse } from '@safe-community/contracts/statistics/v1/statistics_service.ts';
import { readTogether } from '@safe-community/database';
import { sharedAnswer } from '@safe-community/grpc-kit';
import type { OfficialFigure } from '../../domain/official-figure.ts';
import type { Scorecard } from '../../domain/scorecard.ts';
import { categoryNumber, indicatorNumber } from './enums.ts';
import { toFigureMessage } from './map-figure.ts';

/** Callers of one read. */
const MOST = 1_000;

/** Who asks while it is read gets the next one, read once for all of them: it is the same for everybody. */
export function handleGetScorecard(readScorecard: () => Promise<Scorecard>, now: () => Date) {
  const read = async (askers: readonly undefined[]): Promise<GetScorecardResponse[]> => {
    const message = sharedAnswer(toMessage(await readScorecard(), now()));
    return askers.map(() => message);
  };
  const together = readTogether(read, MOST);
  return (): Promise<GetScorecardResponse> => together(undefined);
}

function toMessage(scorecard: Scorecard, asOf: Date): GetScorecardResponse {
  const { officers, trust } = scorecard;
  return {
    scorecard: {
      asOf,
      officers: { ...officers, targets: officers.targets.map(toFigureMessage) },
      cameras: scorecard.cameras,
      trust: { observed: toOptional(trust.observed), target: toOptional(trust.target) },
      deaths: scorecard.deaths.map(toDeaths),
      incidents: scorecard.incidents.map(toIncidents),
      incidentsTotal: BigInt(scorecard.incidentsTotal),
      progress: [...scorecard.progress],
    },
  };
}

function toDeaths({ indicator, official, counted }: Scorecard['deaths'][number]): DeathMeasure {
  return {
    indicator: indicatorNumber(indicator),
    official: toOptional(official),
    counted: counted && BigInt(counted.killed),
    demonstration: BigInt(counted?.demonstration ?? 0),
  };
}

function toIncidents(measure: Scorecard['incidents'][number]): IncidentMeasure {
  return {
    category: categoryNumber(measure.category),
    count: BigInt(measure.count),
    demonstration: BigInt(measure.demonstration),
    responded: BigInt(measure.responded),
    medianResponseSeconds: measure.medianResponseSeconds,
  };
}

function toOptional(figure: OfficialFigure | undefined) {
  return figure && toFigureMessage(figure);
}
