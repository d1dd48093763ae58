import { setTimeout as sleep } from 'node:timers/promises';
import { CallError } from '../connection/call-error.ts';
import { status } from '@grpc/grpc-js';

const TIMEOUT_MS = 30_000;
const PAUSE_MS = 100;

/**
 * Retries a call for half a minute while the error is transient: the service is overloaded or unavailable, or has not
 * yet consumed an event of another service (`notYetConsumed` lists the error reasons for that).
 */
export async function retryTransient<T>(call: () => Promise<T>, notYetConsumed: readonly string[] = []): Promise<T> {
  const until = performance.now() + TIMEOUT_MS;
  for (;;) {
    try {
      return await call();
    } catch (error) {
      if (!(error instanceof CallError) || !passes(error, notYetConsumed) || performance.now() > until) throw error;
      await sleep(error.details.retryAfterMs ?? PAUSE_MS);
    }
  }
}

function passes({ code, details }: CallError, notYetConsumed: readonly string[]): boolean {
  const isBusy = code === status.RESOURCE_EXHAUSTED || code === status.UNAVAILABLE;
  return isBusy || notYetConsumed.includes(details.reason ?? '');
}
