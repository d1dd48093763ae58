import type { IncidentChange } from '@safe-community/contracts/incidents/v1/incident_intake_service.ts';
import type { Envelope } from '@safe-community/events';
import { maySee, type Rights } from '@safe-community/security/policy';
import { preconditionFailed, Refusal, unavailable } from '@safe-community/domain-kit';
import type { FollowEnd, LedgerHead } from '@safe-community/ledger';
import { toCategory } from '../incident/contract-enums.mapping.ts';
import { maySeeIncident } from '../incident/access.adapter.ts';
import { changeOf } from './incident-changes.app.ts';
import { orNothing } from './or-nothing.app.ts';

/** The service's own ledger. */
export interface OwnLedger {
  head(): Promise<LedgerHead>;
  /** Events from this position on, in order and without gaps, for ever: see `followLedger`. */
  follow(from: bigint, end: FollowEnd): AsyncGenerator<Envelope>;
}

/** Up to where somebody has watched. */
export interface WatchPlace {
  readonly epoch: string;
  readonly position: bigint;
}

/** Texts that nobody but this service can read, each given to one watcher to be brought back. */
export interface WatchSeals {
  /** For the texts of one watch. Of texts of one length none can be told from another, nor that two are the same. */
  sealFor(watcher: string): (text: string) => string;
  /** What was sealed for that watcher; absent for whatever else is brought. */
  open(watcher: string, sealed: string): string | undefined;
}

/** What is told: where to go on, and a change unless only that moved. */
export interface WatchStep {
  readonly place: WatchPlace;
  readonly change: IncidentChange | undefined;
}

export interface WatchOrder {
  readonly rights: Rights;
  /** Absent: from now on. */
  readonly after: WatchPlace | undefined;
  readonly isWanted: (change: IncidentChange) => boolean;
}

/** At least every 10 s is promised; there is time to get there. */
const TOKEN_EVERY_MS = 5_000;
/**
 * Days of the whole country. A watch with a narrow filter reads all of it for somebody who takes nothing: how far it may
 * go back must not depend on what of it the watcher may see, or that could be counted.
 */
const MOST_BEHIND = 500_000n;

/**
 * What happens to incidents, in the order of the commits. The first step comes at once and tells only the place, so
 * that whoever has it misses nothing from then on. When a place alone is told again depends on the clock and on what
 * was told before, not on what the watcher may not know of.
 *
 * @throws {Refusal} EPOCH_CHANGED, POSITION_FORGOTTEN, or `unavailable` when the server stops.
 */
export async function* watchIncidents(
  ledger: OwnLedger,
  { rights, after, isWanted }: WatchOrder,
  end: FollowEnd,
  tokenEveryMs = TOKEN_EVERY_MS,
): AsyncGenerator<WatchStep> {
  const { epoch, head } = await ledger.head();
  if (after !== undefined) {
    refuseOtherLife(after, epoch, head);
    if (head - after.position > MOST_BEHIND) throw forgotten();
  }
  let position = after?.position ?? head;
  let toldAt = performance.now();
  yield { place: { epoch, position }, change: undefined };
  const events = ledger.follow(position + 1n, end);
  let next = events.next();
  try {
    while (!end.signal.aborted) {
      const result = await orNothing(next, toldAt + tokenEveryMs - performance.now());
      // What was read already waits for who comes back: a server that stops must not wait for a slow reader.
      if (end.draining.aborted) throw unavailable('the server stops: resume by the last token');
      if (result?.done === true) return;
      if (result !== undefined) position = result.value.position;
      const change = result && told(result.value, rights, isWanted);
      const isTime = performance.now() - toldAt >= tokenEveryMs;
      if (change !== undefined || isTime) {
        yield { place: { epoch, position }, change };
        toldAt = performance.now();
      }
      if (result !== undefined) next = events.next();
    }
  } catch (error) {
    throw isForgotten(error) ? forgotten() : error;
  } finally {
    // A read under way ends by its signal; nobody waits for it here, nor for how it ends.
    next.catch(() => undefined);
    void events.return(undefined).catch(() => undefined);
  }
}

function isForgotten(error: unknown): boolean {
  return error instanceof Refusal && error.reason === 'POSITION_FORGOTTEN';
}

/** The ledger's own refusal says which positions are kept: they count what the watcher may not know of. */
function forgotten(): Refusal {
  return new Refusal('out-of-range', 'what follows the token is no longer kept, or too much: list, then watch anew', {
    reason: 'POSITION_FORGOTTEN',
  });
}

function told(event: Envelope, rights: Rights, isWanted: WatchOrder['isWanted']): IncidentChange | undefined {
  const change = changeOf(event);
  return isEntitled(rights, change) && isWanted(change) ? change : undefined;
}

/** A category that this version does not know might be a sensitive one. */
function isEntitled(rights: Rights, { category: number, oblastCode, hromadaCode }: IncidentChange): boolean {
  const category = toCategory(number);
  if (category === undefined) return maySee(rights, { category: '', isSensitive: true, oblastCode, hromadaCode });
  return maySeeIncident(rights, { category, oblastCode, hromadaCode });
}

/** A ledger that was restored begins a new life; one that ends before the place was restored without saying so. */
function refuseOtherLife({ epoch, position }: WatchPlace, current: string, head: bigint): void {
  if (epoch === current && position <= head) return;
  throw preconditionFailed(
    'EPOCH_CHANGED',
    'the service was restored since the token was given: list, then watch anew',
  );
}
