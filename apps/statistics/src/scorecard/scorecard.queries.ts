import { StatisticsServiceService } from '@safe-community/contracts/statistics/v1/statistics_service.ts';
import { keptWhileUnchanged, readTogether } from '@safe-community/database';
import { kyivDay } from '@safe-community/domain-kit';
import { sharedResponse } from '@safe-community/grpc-kit';
import { type Rpc, given } from '@safe-community/service-kit';
import { toScorecardMessage } from './card.mapping.ts';
import { checkWanted, DEFAULT_SCORECARD, isDefault, readCard, type Card, type Sources } from './card.queries.ts';
import { readTally, type CountedTally } from './scorecard.store.ts';
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
/** The rows of the default period scan a year of cells, so they are not computed again for each commit. */
const CARD_KEPT_MS = 10_000;

/**
 * The programme at a glance. The default one is the same for all callers, and read far more often than it changes: calls
 * that arrive during a read share the next one, and its answer is encoded once.
 */
function scorecardReader(sources: Sources): ScorecardReads['read'] {
  const { clock } = sources;
  const tally = keptTally(sources);
  let kept: { readonly at: number; readonly card: Card } | undefined;
  const defaultCard = async (): Promise<Card> => {
    const [at, today] = [performance.now(), kyivDay(clock.now())];
    const isKept = kept !== undefined && at - kept.at < CARD_KEPT_MS && kept.card.period.countedUntil === today;
    if (kept === undefined || !isKept) kept = { at, card: await readCard(sources, DEFAULT_SCORECARD) };
    return kept.card;
  };
  const answer = async (card: Card): Promise<ScorecardReply> =>
    sharedResponse({ scorecard: toScorecardMessage(card, await tally(), clock.now()) });
  const together = readTogether(async (callers: readonly undefined[]) => {
    const shared = await answer(await defaultCard());
    return callers.map(() => shared);
  }, MAX_CALLERS);
  return async (request) => (isDefault(request) ? together(undefined) : answer(await readCard(sources, request)));
}

/** Read again after each commit, and when a planned assignment begins or ends without an event. */
function keptTally({ database, clock }: Sources): () => Promise<CountedTally> {
  let changesAt: Date | undefined;
  const keep = () =>
    keptWhileUnchanged(database, async () => {
      const tally = await readTally(database, clock.now());
      ({ changesAt } = tally);
      return tally;
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
