import { setTimeout as sleep } from 'node:timers/promises';
import { CallError } from '../connection/call-error.ts';
import { status } from '@grpc/grpc-js';

/** Longer than any single call may take: then at least two in a row got no answer. */
const STILL_MS = 5 * 60_000;
const PAUSE_MS = 100;

/** Replaceable by tests. */
export interface Time {
  /** Milliseconds. */
  readonly now: () => number;
  readonly sleep: (ms: number) => Promise<unknown>;
}

const SYSTEM_TIME: Time = { now: () => performance.now(), sleep };

export type RetryTransient = <T>(call: () => Promise<T>, notYetConsumed?: readonly string[]) => Promise<T>;

/** Calls that share their patience: as long as one of them gets an answer, the others are tried again. */
export function createRetry({ now, sleep: pause }: Time = SYSTEM_TIME): RetryTransient {
  let answeredAt = Number.NEGATIVE_INFINITY;
  return async (call, notYetConsumed = []) => {
    const began = now();
    for (;;) {
      try {
        const answer = await call();
        answeredAt = now();
        return answer;
      } catch (error) {
        const isStill = now() - Math.max(began, answeredAt) > STILL_MS;
        if (!(error instanceof CallError) || !passes(error, notYetConsumed) || isStill) throw error;
        await pause(error.details.retryAfterMs ?? PAUSE_MS);
      }
    }
  };
}

/**
 * Retries a call while the error is transient: the service is overloaded, unavailable, or late, or has not yet consumed an
 * event of another service (`notYetConsumed` lists the error reasons for that). Gives up when no call of the main job has
 * been answered for five minutes. A repeated call has no further effect, because of its request id.
 */
export const retryTransient = createRetry();

const TRANSIENT: readonly status[] = [status.RESOURCE_EXHAUSTED, status.UNAVAILABLE, status.DEADLINE_EXCEEDED];

/** A service says of some failures, such as a request that arrived too late, when to try again. */
function passes({ code, details }: CallError, notYetConsumed: readonly string[]): boolean {
  return (
    TRANSIENT.includes(code) || details.retryAfterMs !== undefined || notYetConsumed.includes(details.reason ?? '')
  );
}
