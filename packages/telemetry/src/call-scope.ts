import { AsyncLocalStorage } from 'node:async_hooks';

/** For whom work is done, and until when. */
export interface CallScope {
  /** Aborted when the caller has gone, and when the deadline has passed. */
  readonly signal: AbortSignal;
  /** When the caller stops waiting, milliseconds since 1970; Infinity when it named no deadline. */
  readonly deadline: number;
}

const scopes = new AsyncLocalStorage<CallScope | undefined>();

/** Runs `work` for one call; all that it starts knows of it. */
export function runForCall<T>(scope: CallScope, work: () => T): T {
  return scopes.run(scope, work);
}

/** Runs `work` that others share: it must not end with the call that happened to begin it. */
export function runForAll<T>(work: () => T): T {
  return scopes.run(undefined, work);
}

/** The call for which this runs; none for work of the service's own. */
export function currentCall(): CallScope | undefined {
  return scopes.getStore();
}
