import { Refusal } from '@safe-community/domain-kit';
import type { Caller } from './callers.ts';
import type { MethodClass, PerClass } from './method-class.ts';
import { TokenBucket, type Rate } from './token-bucket.ts';

/** For callers without rates in the registry of callers: more than one process can handle. */
const DEFAULT_RATES: PerClass<Rate> = {
  reads: { perSecond: 10_000, burst: 10_000 },
  writes: { perSecond: 10_000, burst: 10_000 },
  streams: { perSecond: 1_000, burst: 1_000 },
  imports: { perSecond: 100, burst: 100 },
};

/** Limits the rate of each calling system. Only registered callers get here, so the number of buckets is bounded. */
export class CallerRates {
  readonly #buckets = new Map<string, TokenBucket>();
  readonly #now: () => number;

  /** @param now milliseconds of a monotonic clock. */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** The refusal of a call that exceeds the rate of its caller. */
  refusalOf({ name, rates }: Caller, kind: MethodClass): Refusal | undefined {
    const rate = rates?.[kind] ?? DEFAULT_RATES[kind];
    const waitMs = this.#bucketOf(`${kind} ${name}`, rate).take(this.#now());
    return waitMs === 0 ? undefined : tooOften(kind, rate, waitMs);
  }

  #bucketOf(key: string, rate: Rate): TokenBucket {
    const known = this.#buckets.get(key);
    // The registry of callers may have been reloaded with another rate.
    if (known?.hasRate(rate) === true) return known;
    const bucket = new TokenBucket(rate, this.#now());
    this.#buckets.set(key, bucket);
    return bucket;
  }
}

function tooOften(kind: MethodClass, { perSecond, burst }: Rate, waitMs: number): Refusal {
  return new Refusal('resource-exhausted', `the calling system may make ${perSecond} calls a second (${kind})`, {
    reason: 'RATE_LIMITED',
    // Rounded up, so that a caller that waits for this long is not too early.
    retryAfterMs: Math.ceil(waitMs),
    metadata: { rule: `caller-${kind}-per-second`, limit: String(perSecond), burst: String(burst) },
  });
}
