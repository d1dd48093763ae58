import { BeatServiceService } from '@safe-community/contracts/officers/v1/beat_service.ts';
import { WatchCoverageRequest, type WatchCoverageResponse } from '@safe-community/contracts/officers/v1/coverage.ts';
import type { Database } from '@safe-community/database';
import { isUuid, preconditionFailed, refuseInvalid, unavailable } from '@safe-community/domain-kit';
import { pause } from '@safe-community/events';
import { pageTokenOf, readPageToken } from '@safe-community/grpc-kit';
import type { Wakeup } from '@safe-community/ledger';
import { stream, type Rpc } from '@safe-community/service-kit';
import { NO_LOAD, readLoad } from '../incident-load/module.ts';
import { toCoverageMessage } from '../responsibility/module.ts';
import { checkOblast } from '../territory/module.ts';
import type { CoverageChanges, CoverageSnapshot } from './coverage-changes.adapter.ts';

interface Needs {
  readonly database: Database;
  readonly changes: CoverageChanges;
  readonly wakeup: Wakeup;
  readonly clock: { now(): Date };
}

/** The place up to which a watcher has watched. */
interface WatchPlace {
  readonly epoch: string;
  readonly version: bigint;
}

/** How often a watcher looks without a commit here: for other replicas, and for what takes effect by time. */
const LOOK_EVERY_MS = 500;
/** After a commit: many in a row cost few comparisons. */
const GATHER_MS = 50;
/** The contract promises a token at least every 10 s; this leaves time for the network. */
const TOKEN_EVERY_MS = 5_000;
const TOKEN_RULE = 'must be a resume_token of an earlier answer with the same filter';

/**
 * The rows of the coverage that change, as a stream that does not end. One message has all rows of a version, so that a
 * token never lies between two rows that changed together.
 */
export function watchCoverage({ database, changes, wakeup, clock }: Needs): Rpc {
  return stream(
    BeatServiceService.watchCoverage,
    () =>
      async function* (request, { signal, draining }): AsyncGenerator<WatchCoverageResponse> {
        const { oblastCode } = request;
        refuseInvalid(checkOblast(oblastCode, 'oblast_code'));
        const filter = WatchCoverageRequest.encode({ ...request, resumeToken: '' }).finish();
        const { place: after, violations } = readPageToken(filter, request.resumeToken, toWatchPlace);
        if (violations.length > 0) refuseInvalid([{ field: 'resume_token', rule: TOKEN_RULE }]);
        const first = await changes.recent(0);
        let place: WatchPlace = after ?? first;
        requireKnown(place, first);
        const token = () => pageTokenOf(filter, `${place.epoch} ${place.version}`);
        const end = AbortSignal.any([signal, draining]);
        yield { resumeToken: token(), hromadas: [] };
        let sentAt = performance.now();
        let maxAge = 0;
        while (!signal.aborted) {
          if (draining.aborted) throw unavailable('the server is stopping: resume from the last token');
          const snapshot = await changes.recent(maxAge);
          requireKnown(place, snapshot);
          const differing = await snapshot.changedSince(place.version);
          const changed = differing.filter(({ hromada }) => isIn(hromada, oblastCode));
          place = { epoch: snapshot.epoch, version: snapshot.version };
          if (changed.length > 0 || performance.now() - sentAt >= TOKEN_EVERY_MS) {
            const loads = changed.length > 0 ? await readLoad(database.em.fork(), snapshot.history, clock.now()) : NONE;
            yield {
              resumeToken: token(),
              hromadas: changed.map((row) => toCoverageMessage(row, loads.get(row.hromada.code) ?? NO_LOAD)),
            };
            sentAt = performance.now();
          }
          maxAge = (await untilCommit(wakeup, end)) ? 0 : LOOK_EVERY_MS;
        }
      },
  );
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

const NONE: Awaited<ReturnType<typeof readLoad>> = new Map();

function isIn(hromada: { readonly oblastCode: string }, oblastCode: string): boolean {
  return oblastCode === '' || hromada.oblastCode === oblastCode;
}

/** A restored database has another epoch, or, without one, an earlier version. */
function requireKnown(place: WatchPlace, { epoch, version }: Pick<CoverageSnapshot, 'epoch' | 'version'>): void {
  if (place.epoch === epoch && place.version <= version) return;
  throw preconditionFailed(
    'EPOCH_CHANGED',
    'the service was restored since the token was given: list, then watch again',
  );
}

function toWatchPlace(text: string): WatchPlace | undefined {
  const [, epoch = '', version = ''] = /^(\S+) (0|[1-9]\d{0,17})$/.exec(text) ?? [];
  return isUuid(epoch) ? { epoch, version: BigInt(version) } : undefined;
}
