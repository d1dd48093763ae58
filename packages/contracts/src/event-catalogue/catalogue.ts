import type { EventKind, WatchedKind } from './event-kind.ts';
import * as kinds from './kinds.ts';

/** Every kind of event in the catalogue. */
export const EVENT_KINDS: readonly EventKind<unknown>[] = Object.values(kinds);

/** The kinds of event that watchers of incidents receive. */
export const WATCHED_KINDS: readonly WatchedKind<unknown>[] = EVENT_KINDS.filter(isWatched);

function isWatched(kind: EventKind<unknown>): kind is WatchedKind<unknown> {
  return 'decodeWatched' in kind;
}
