import { BeatServiceService } from '@safe-community/contracts/officers/v1/beat_service.ts';
import { WatchCoverageRequest } from '@safe-community/contracts/officers/v1/coverage.ts';
import { preconditionFailed, unavailable } from '@safe-community/domain-kit';
import { pause } from '@safe-community/events';
import type { Wakeup, WatchPlace } from '@safe-community/ledger';
import { given, readWatchToken, watchTokenOf, type Reading } from '@safe-community/service-kit';
import { readLoad } from '../incident-load/module.ts';
import { toCoverageMessage, type HromadaCoverage } from '../responsibility/module.ts';
import { checkOblast } from '../territory/module.ts';
import type { CoverageChanges, CoverageSnapshot } from './coverage-changes.adapter.ts';

interface Deps {
  readonly changes: CoverageChanges;
  readonly wakeup: Wakeup;
}

const { streamQuery } = given<Deps>();

/** How often a watcher looks without a commit here: for other replicas, and for what takes effect by time. */
const LOOK_EVERY_MS = 500;
/** After a commit: many in a row cost few comparisons. */
const GATHER_MS = 50;
/** The contract promises a token at least every 10 s; this leaves time for the network. */
const TOKEN_EVERY_MS = 5_000;

/**
 * The rows of the coverage that change, as a stream that does not end. One message has all rows of a version, so that a
 * token never lies between two rows that changed together.
 */
export const watchCoverage = streamQuery(BeatServiceService.watchCoverage, {
  parse({ request, fields }) {
    const oblastCode = fields.text('oblast_code', checkOblast);
    return { oblastCode, ...readWatchToken(request, fields, WatchCoverageRequest) };
  },
  read: changesOfCoverage,
  reply: ({ found: { place, changed, loads }, query: { filter } }) => ({
    resumeToken: watchTokenOf(filter, place),
    hromadas: changed.map((row) => toCoverageMessage(row, loads.get(row.hromada.code))),
  }),
});

/** The rows that changed up to a place. A position is a version of the coverage. */
interface Step {
  readonly place: WatchPlace;
  readonly changed: readonly HromadaCoverage[];
  readonly loads: Loads;
}

type Loads = Awaited<ReturnType<typeof readLoad>>;

interface Watched {
  readonly oblastCode: string;
  readonly after: WatchPlace | undefined;
}

async function* changesOfCoverage({
  query,
  call,
  database,
  clock,
  deps,
}: Reading<Watched, Deps>): AsyncGenerator<Step> {
  const { oblastCode, after } = query;
  const { signal, draining } = call;
  const { changes, wakeup } = deps;
  const first = await changes.recent(0);
  let place = after ?? placeOf(first);
  requireKnown(place, first);
  const end = AbortSignal.any([signal, draining]);
  yield { place, changed: [], loads: NONE };
  let sentAt = performance.now();
  let maxAge = 0;
  while (!signal.aborted) {
    if (draining.aborted) throw unavailable('the server is stopping: resume from the last token');
    const snapshot = await changes.recent(maxAge);
    requireKnown(place, snapshot);
    const differing = await snapshot.changedSince(place.position);
    const changed = differing.filter(({ hromada }) => isIn(hromada, oblastCode));
    place = placeOf(snapshot);
    if (changed.length > 0 || performance.now() - sentAt >= TOKEN_EVERY_MS) {
      const loads = changed.length > 0 ? await readLoad(database.em.fork(), snapshot.history, clock.now()) : NONE;
      yield { place, changed, loads };
      sentAt = performance.now();
    }
    maxAge = (await untilCommit(wakeup, end)) ? 0 : LOOK_EVERY_MS;
  }
}

function placeOf({ epoch, version }: CoverageSnapshot): WatchPlace {
  return { epoch, position: version };
}

/** Waits for the next commit of this process, but not for long. Resolves with whether there was one. */
async function untilCommit(wakeup: Wakeup, end: AbortSignal): Promise<boolean> {
  const committed = new AbortController();
  const stop = wakeup.onCommitted(() => committed.abort());
  try {
    await pause(LOOK_EVERY_MS, AbortSignal.any([end, committed.signal]));
    if (committed.signal.aborted) await pause(GATHER_MS, end);
    return committed.signal.aborted;
  } finally {
    stop();
  }
}

const NONE: Loads = new Map();

function isIn(hromada: { readonly oblastCode: string }, oblastCode: string): boolean {
  return oblastCode === '' || hromada.oblastCode === oblastCode;
}

/** A restored database has another epoch, or, without one, an earlier version. */
function requireKnown(place: WatchPlace, { epoch, version }: Pick<CoverageSnapshot, 'epoch' | 'version'>): void {
  if (place.epoch === epoch && place.position <= version) return;
  throw preconditionFailed(
    'EPOCH_CHANGED',
    'the service was restored since the token was given: list, then watch again',
  );
}
