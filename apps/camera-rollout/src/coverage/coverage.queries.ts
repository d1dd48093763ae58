import { CameraRolloutServiceService as Rollout } from '@safe-community/contracts/cameras/v1/camera_rollout_service.ts';
import { WatchCoverageRequest, type CoverageChange } from '@safe-community/contracts/cameras/v1/coverage.ts';
import { keptWhileUnchanged, type Database } from '@safe-community/database';
import { checkOptionalDay, checkPastDays, kyivDay, unless } from '@safe-community/domain-kit';
import { watchLedger, type OwnLedger } from '@safe-community/ledger';
import { given, readWatchToken, watchTokenOf, type Rpc } from '@safe-community/service-kit';
import { checkOblast, checkOptionalUnitCode, type PatrolUnit } from '../strength/module.ts';
import { changeOf } from './coverage.events.ts';
import { coverageAsOf, coverageByUnit, coverageTrend } from './coverage.store.ts';
import { gapOf, reportCoverage, type CoverageReport } from './coverage.ts';

interface Deps {
  readonly ledger: OwnLedger;
  readonly current: ReturnType<typeof currentCoverage>;
}

const { query, streamQuery } = given<Deps>();

const MAX_DAYS = 366;

/** Coverage of an oblast, or of the country if the code is empty, with its parts. */
const getCoverage = query(Rollout.getCoverage, {
  parse({ fields, clock }) {
    const oblastCode = fields.text('oblast_code', checkOblast);
    const asOf = fields.text('as_of', checkOptionalDay);
    fields.check(unless(asOf <= kyivDay(clock.now()), 'as_of', 'must not be in the future'));
    return { oblastCode, asOf };
  },
  async read({ query: { oblastCode, asOf }, database, deps: { current } }) {
    if (asOf === '') return { ...(await current(oblastCode)), unitsWithoutRecord: 0 };
    const { units, unitsWithoutRecord } = await coverageAsOf(database.em.fork(), oblastCode, asOf);
    return { ...reportCoverage(units), unitsWithoutRecord };
  },
  reply: ({ found: { total, oblasts, units, unitsWithoutRecord } }) => ({
    // 0 of 0 would say that there was nobody to equip.
    total: units.length === 0 && unitsWithoutRecord > 0 ? undefined : total,
    unitsWithoutRecord,
    oblasts: [...oblasts],
    units: units.map(({ unit: { code, ...unit }, coverage, inStock, inRepair }) => ({
      ...unit,
      patrolUnitCode: code,
      coverage,
      gap: gapOf(coverage),
      inStock,
      inRepair,
    })),
  }),
});

/** Counting all cameras of the country takes PostgreSQL 20 ms, and is repeated only after a commit. By oblast. */
export function currentCoverage(database: Database) {
  const kept = new Map<string, () => Promise<CoverageReport<PatrolUnit>>>();
  return (oblastCode: string): Promise<CoverageReport<PatrolUnit>> => {
    const known =
      kept.get(oblastCode) ??
      keptWhileUnchanged(database, async () => reportCoverage(await coverageByUnit(database.em.fork(), oblastCode)));
    kept.set(oblastCode, known);
    return known();
  };
}

const getCoverageTrend = query(Rollout.getCoverageTrend, {
  parse({ request: { firstDay, lastDay }, fields, clock }) {
    const oblastCode = fields.text('oblast_code', checkOblast);
    const unitCode = fields.text('patrol_unit_code', checkOptionalUnitCode);
    fields.check(checkPastDays(firstDay, lastDay, kyivDay(clock.now()), MAX_DAYS));
    return { oblastCode, unitCode, firstDay, lastDay };
  },
  read: ({ query: filter, database }) => coverageTrend(database.em.fork(), filter),
  reply: ({ found: days }) => ({ days: [...days] }),
});

/** Changes of the coverage, as a stream that does not end. Who may read the coverage may see every change. */
const watchCoverage = streamQuery(Rollout.watchCoverage, {
  parse({ request, fields }) {
    const oblastCode = fields.text('oblast_code', checkOblast);
    return { oblastCode, ...readWatchToken(request, fields, WatchCoverageRequest) };
  },
  read: ({ query: { oblastCode, after }, call, deps: { ledger } }) =>
    watchLedger(ledger, after, (event) => wanted(changeOf(event), oblastCode), call),
  reply: ({ found: { place, change }, query: { filter } }) => ({ resumeToken: watchTokenOf(filter, place), change }),
});

function wanted(change: CoverageChange | undefined, oblastCode: string): CoverageChange | undefined {
  return oblastCode === '' || change?.oblastCode === oblastCode ? change : undefined;
}

export const COVERAGE_QUERIES: readonly Rpc<Deps>[] = [getCoverage, getCoverageTrend, watchCoverage];
