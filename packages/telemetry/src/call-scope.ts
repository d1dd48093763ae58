import { AsyncLocalStorage } from 'node:async_hooks';

/** The call for which code runs, and its deadline. */
export interface CallScope {
  /** Aborted when the client cancels or the deadline passes. */
  readonly signal: AbortSignal;
  /** In milliseconds since 1970. Infinity if the client set no deadline. */
  readonly deadline: number;
}

const scopes = new AsyncLocalStorage<CallScope | undefined>();

/** Runs `work` for one call. Everything that it starts has the same scope. */
export function runForCall<T>(scope: CallScope, work: () => T): T {
  return scopes.run(scope, work);
}

/** Runs `work` that several calls share, without a scope: it must not end with the call that started it. */
export function runForAll<T>(work: () => T): T {
  return scopes.run(undefined, work);
}

/** The call for which the current code runs. Undefined for background work. */
export function currentCall(): CallScope | undefined {
  return scopes.getStore();
}
