import { setTimeout as sleep } from 'node:timers/promises';
import { CallError } from '../connection/call-error.ts';
import { status } from '@grpc/grpc-js';

const PATIENCE_MS = 30_000;
const PAUSE_MS = 100;

/**
 * Tries a call again, for half a minute, while the reason is one that passes:
 * the service is overloaded or away, or has not heard yet of what was told to
 * another one (`notYetHeard` are the reasons by which it says so).
 */
export async function patiently<T>(call: () => Promise<T>, notYetHeard: readonly string[] = []): Promise<T> {
  const until = performance.now() + PATIENCE_MS;
  for (;;) {
    try {
      return await call();
    } catch (error) {
      if (!(error instanceof CallError) || !passes(error, notYetHeard) || performance.now() > until) throw error;
      await sleep(error.details.retryAfterMs ?? PAUSE_MS);
    }
  }
}

function passes({ code, details }: CallError, notYetHeard: readonly string[]): boolean {
  const isBusy = code === status.RESOURCE_EXHAUSTED || code === status.UNAVAILABLE;
  return isBusy || notYetHeard.includes(details.reason ?? '');
}
