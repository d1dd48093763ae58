import {
  StatisticsServiceService,
  type GetScorecardRequest,
  type GetScorecardResponse,
} from '@safe-community/contracts/statistics/v1/statistics_service.ts';
import { inSnapshot, keptWhileUnchanged, readTogether, type Database } from '@safe-community/database';
import { kyivDay, unless, type ClockAndIds, type Violation } from '@safe-community/domain-kit';
import { sharedResponse } from '@safe-community/grpc-kit';
import { query, type Rpc } from '@safe-community/service-kit';
import { existsIn } from '../comparison/module.ts';
import { Gazetteer } from '../figures/module.ts';
import { COUNTRY, measureIncidents } from '../incidents/module.ts';
import { partsOnTheDay, readListedUnits, readMergers } from '../territory/module.ts';
import { toPeriodMessage, type PeriodCard } from './period-scorecard.mapping.ts';
import { composePeriod } from './period-scorecard.ts';
import { readOfficial, readSpans } from './period-scorecard.store.ts';
import { checkPeriod, periodOf, type ScorecardPeriod } from './period.ts';
import { toScorecardMessage } from './scorecard.mapping.ts';
import { readFigures, readTally } from './scorecard.store.ts';
import { composeScorecard, statesOf, type Scorecard } from './scorecard.ts';
import { watchScorecard, type ScorecardReads } from './watch-scorecard.queries.ts';

/** What the queries need from the service. */
export interface Sources {
  readonly database: Database;
  readonly clock: ClockAndIds;
}

export function scorecardQueries(sources: Sources): Rpc[] {
  const reads: ScorecardReads = {
    read: scorecardReader(sources),
    check: (request) => checkWanted(sources, request),
    isShared: isDefault,
  };
  return [getScorecard(reads), watchScorecard(reads)];
}

function getScorecard({ read, check }: ScorecardReads): Rpc {
  return query(StatisticsServiceService.getScorecard, {
    async parse(request, fields) {
      fields.check(await check(request));
      return request;
    },
    read,
    reply: (response) => response,
  });
}

async function checkWanted({ database, clock }: Sources, request: GetScorecardRequest): Promise<Violation[]> {
  if (isDefault(request)) return [];
  const today = kyivDay(clock.now());
  const broken = checkPeriod(request, today);
  if (broken.length > 0) return broken;
  return checkTerritory(database, request.territoryCode || COUNTRY, periodOf(request, today));
}

/** Callers of one read. */
const MOST_CALLERS = 1_000;
/** The promises of the default period scan a year of cells, so they are not computed again for each commit. */
const PERIOD_KEPT_MS = 10_000;

/**
 * The programme at a glance. The default one is the same for all callers, and read far more often than it changes: calls
 * that arrive during a read share the next one, and its answer is encoded once.
 */
function scorecardReader({ database, clock }: Sources): ScorecardReads['read'] {
  const current = keptScorecard(database, clock);
  let kept: { readonly at: number; readonly card: PeriodCard } | undefined;
  const defaultPeriod = async (scorecard: Scorecard): Promise<PeriodCard> => {
    const [at, today] = [performance.now(), kyivDay(clock.now())];
    const isKept = kept !== undefined && at - kept.at < PERIOD_KEPT_MS && kept.card.period.countedUntil === today;
    if (kept === undefined || !isKept) {
      kept = { at, card: await readPeriod(COUNTRY, periodOf(WITHOUT_PERIOD, today), scorecard) };
    }
    return kept.card;
  };
  const readPeriod = async (territoryCode: string, period: ScorecardPeriod, scorecard: Scorecard) => {
    const [computedAt, isCountry] = [clock.now(), territoryCode === COUNTRY];
    const today = kyivDay(computedAt);
    const isNow = period.knownOn === undefined && period.countedUntil === today;
    const [spans, official] = await Promise.all([
      inSnapshot(database, (tx) => readSpans(tx, territoryCode, period)),
      isCountry ? readOfficial(database, period.knownOn ?? today) : [],
    ]);
    const states = isCountry && isNow ? statesOf(scorecard) : {};
    return { territoryCode, period, card: composePeriod({ ...spans, period, official, states }), computedAt };
  };
  const answer = async (scorecard: Scorecard, period: PeriodCard): Promise<GetScorecardResponse> =>
    sharedResponse(toScorecardMessage(scorecard, clock.now(), toPeriodMessage(period)));
  const together = readTogether(async (callers: readonly undefined[]) => {
    const scorecard = await current();
    const shared = await answer(scorecard, await defaultPeriod(scorecard));
    return callers.map(() => shared);
  }, MOST_CALLERS);
  return async (request) => {
    if (isDefault(request)) return together(undefined);
    const scorecard = await current();
    const period = periodOf(request, kyivDay(clock.now()));
    return answer(scorecard, await readPeriod(request.territoryCode || COUNTRY, period, scorecard));
  };
}

const WITHOUT_PERIOD = { firstDay: '', lastDay: '', knownOn: '' };

function isDefault({ territoryCode, firstDay, lastDay, knownOn }: GetScorecardRequest): boolean {
  return [territoryCode, firstDay, lastDay, knownOn].every((text) => text === '');
}

/** Read again after each commit, and when a planned assignment begins or ends without an event. */
function keptScorecard(database: Database, clock: ClockAndIds): () => Promise<Scorecard> {
  let changesAt: Date | undefined;
  const keep = () =>
    keptWhileUnchanged(database, async () => {
      const [tally, figures] = await Promise.all([readTally(database, clock.now()), readFigures(database)]);
      ({ changesAt } = tally);
      return composeScorecard(
        tally,
        measureIncidents({ ...tally, categories: [...tally.categories, ...tally.released] }),
        figures,
      );
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

async function checkTerritory(database: Database, code: string, { firstDay, countedUntil }: ScorecardPeriod) {
  const tx = database.em.fork();
  const units = new Gazetteer(await readListedUnits(tx)).unitsOf({ codes: [code] });
  const isThere = existsIn(partsOnTheDay(units, await readMergers(tx)), firstDay, countedUntil);
  return [
    ...unless(units.length > 0, 'territory_code', 'must be the KATOTTG code of a known territory, or empty'),
    ...unless(units.length === 0 || isThere, 'territory_code', 'must exist in the period: it was merged before'),
  ];
}
