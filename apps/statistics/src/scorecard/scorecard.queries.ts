import { StatisticsServiceService } from '@safe-community/contracts/statistics/v1/statistics_service.ts';
import { keptWhileUnchanged, readTogether } from '@safe-community/database';
import { kyivDay, type Day } from '@safe-community/domain-kit';
import { sharedResponse } from '@safe-community/grpc-kit';
import { type Rpc, given } from '@safe-community/service-kit';
import { measureIncidents } from '../incidents/module.ts';
import type { OfficialFigure } from '../official-figures/module.ts';
import {
  checkWanted,
  DEFAULT_SCORECARD,
  isDefault,
  readPeriodCard,
  type PeriodCard,
  type Sources,
} from './period-card.queries.ts';
import { toPeriodMessage } from './period-scorecard.mapping.ts';
import { readOfficial } from './period-scorecard.store.ts';
import { toScorecardMessage } from './scorecard.mapping.ts';
import { readFigures, readTally } from './scorecard.store.ts';
import { composeScorecard, type Scorecard } from './scorecard.ts';
import { watchScorecard, type ScorecardReads, type ScorecardReply } from './watch-scorecard.queries.ts';

const { query } = given<ScorecardReads>();

/** How a running service reads scorecards. */
export function scorecardReads(sources: Sources): ScorecardReads {
  return {
    read: scorecardReader(sources),
    check: (request) => checkWanted(sources, request),
    isShared: isDefault,
  };
}

const getScorecard = query(StatisticsServiceService.getScorecard, {
  async parse({ request, fields, deps: { check } }) {
    fields.check(await check(request));
    return request;
  },
  read: ({ query: request, deps: { read } }) => read(request),
  reply: ({ found: response }) => response,
});

export const SCORECARD_QUERIES: readonly Rpc<ScorecardReads>[] = [getScorecard, watchScorecard];

/** Callers of one read. */
const MAX_CALLERS = 1_000;
/** The promises of the default period scan a year of cells, so they are not computed again for each commit. */
const PERIOD_KEPT_MS = 10_000;

/**
 * The programme at a glance. The default one is the same for all callers, and read far more often than it changes: calls
 * that arrive during a read share the next one, and its answer is encoded once.
 */
function scorecardReader(sources: Sources): ScorecardReads['read'] {
  const { clock } = sources;
  const current = keptScorecard(sources);
  let kept: { readonly at: number; readonly card: PeriodCard } | undefined;
  const defaultPeriod = async (): Promise<PeriodCard> => {
    const [at, today] = [performance.now(), kyivDay(clock.now())];
    const isKept = kept !== undefined && at - kept.at < PERIOD_KEPT_MS && kept.card.period.countedUntil === today;
    if (kept === undefined || !isKept) kept = { at, card: await readPeriodCard(sources, DEFAULT_SCORECARD) };
    return kept.card;
  };
  const answer = async (period: PeriodCard): Promise<ScorecardReply> => {
    const { beside } = await current();
    const scorecard = beside(await officialKnownOn(sources, period.period.knownOn));
    return sharedResponse({ scorecard: toScorecardMessage(scorecard, clock.now(), toPeriodMessage(period)) });
  };
  const together = readTogether(async (callers: readonly undefined[]) => {
    const shared = await answer(await defaultPeriod());
    return callers.map(() => shared);
  }, MAX_CALLERS);
  return async (request) => (isDefault(request) ? together(undefined) : answer(await readPeriodCard(sources, request)));
}

/** Undefined: as known now. */
async function officialKnownOn({ database }: Sources, knownOn: Day | undefined): Promise<Published> {
  return knownOn === undefined ? undefined : (await readOfficial(database, knownOn)).official;
}

type Published = readonly OfficialFigure[] | undefined;

/** All counts of a moment. */
interface KeptScorecard {
  /** Beside these official figures, or those of now. */
  readonly beside: (published: Published) => Scorecard;
}

/** Read again after each commit, and when a planned assignment begins or ends without an event. */
function keptScorecard({ database, clock }: Sources): () => Promise<KeptScorecard> {
  let changesAt: Date | undefined;
  const keep = () =>
    keptWhileUnchanged(database, async () => {
      const [tally, figures] = await Promise.all([readTally(database, clock.now()), readFigures(database)]);
      ({ changesAt } = tally);
      const incidents = measureIncidents({ ...tally, categories: [...tally.categories, ...tally.released] });
      const ofNow = composeScorecard(tally, incidents, figures);
      return {
        beside: (published: Published) =>
          published === undefined ? ofNow : composeScorecard(tally, incidents, published),
      };
    });
  let kept = keep();
  return () => {
    if (changesAt !== undefined && changesAt <= clock.now()) {
      changesAt = undefined;
      kept = keep();
    }
    return kept();
  };
}
