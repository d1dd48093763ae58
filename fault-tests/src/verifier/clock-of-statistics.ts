import {
  GetScorecardRequest,
  StatisticsServiceClient,
} from '@safe-community/contracts/statistics/v1/statistics_service.ts';
import { callUnary, openClient } from '@safe-community/grpc-kit';
import type { System } from '../system/system.ts';

/** The clock of statistics. */
export async function clockOfStatistics({ credentials, statistics }: System): Promise<Date> {
  using client = openClient(StatisticsServiceClient, statistics.address, credentials);
  const { scorecard } = await callUnary(
    'GetScorecard',
    client.getScorecard.bind(client),
    GetScorecardRequest.fromPartial({}),
    10_000,
  );
  if (scorecard?.asOf === undefined) throw new Error('the scorecard has no time');
  return scorecard.asOf;
}
