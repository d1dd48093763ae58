import {
  StatisticsServiceService,
  type GetScorecardResponse,
} from '@safe-community/contracts/statistics/v1/statistics_service.ts';
import { keptWhileUnchanged, readTogether, type Database } from '@safe-community/database';
import type { ClockAndIds } from '@safe-community/domain-kit';
import { sharedResponse } from '@safe-community/grpc-kit';
import { query, type Rpc } from '@safe-community/service-kit';
import { measureIncidents } from '../incidents/module.ts';
import { toScorecardMessage } from './scorecard.mapping.ts';
import { readFigures, readTally } from './scorecard.store.ts';
import { composeScorecard } from './scorecard.ts';

/** What the queries need from the service. */
export interface Sources {
  readonly database: Database;
  readonly clock: ClockAndIds;
}

export function scorecardQueries(sources: Sources): Rpc[] {
  return [getScorecard(sources)];
}

/** Callers of one read. */
const MOST_CALLERS = 1_000;

/**
 * The programme at a glance. It is the same for all callers, and read far more often than it changes: calls that arrive
 * during a read share the next one, and its answer is encoded once.
 */
function getScorecard({ database, clock }: Sources): Rpc {
  let changesAt: Date | undefined;
  const keep = () =>
    keptWhileUnchanged(database, async () => {
      const [tally, figures] = await Promise.all([readTally(database, clock.now()), readFigures(database)]);
      ({ changesAt } = tally);
      return composeScorecard(tally, measureIncidents(tally), figures);
    });
  let kept = keep();
  // A planned assignment begins or ends without an event.
  const current = () => {
    if (changesAt !== undefined && changesAt <= clock.now()) {
      changesAt = undefined;
      kept = keep();
    }
    return kept();
  };
  const read = async (callers: readonly undefined[]): Promise<GetScorecardResponse[]> => {
    const answer = sharedResponse(toScorecardMessage(await current(), clock.now()));
    return callers.map(() => answer);
  };
  const together = readTogether(read, MOST_CALLERS);
  return query(StatisticsServiceService.getScorecard, {
    parse: () => undefined,
    read: () => together(undefined),
    reply: (answer) => answer,
  });
}
