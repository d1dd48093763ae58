import { Refusal } from '@safe-community/domain-kit';
import type { Caller } from './callers.ts';
import type { MethodClass, PerClass } from './method-class.ts';
import { TokenBucket, type Rate } from './token-bucket.ts';

/** Of a caller for whom the registry of callers says nothing else: more than one process can do. */
const GENEROUS_RATES: PerClass<Rate> = {
  reads: { perSecond: 10_000, burst: 10_000 },
  writes: { perSecond: 10_000, burst: 10_000 },
  streams: { perSecond: 1_000, burst: 1_000 },
  imports: { perSecond: 100, burst: 100 },
};

/** Holds each calling system to its rates. Callers are those of the registry, so the buckets are few. */
export class CallerRates {
  readonly #buckets = new Map<string, TokenBucket>();
  readonly #now: () => number;

  /** @param now milliseconds of a clock that never goes back. */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** Why the call cannot be taken, if its caller has come too often. */
  refusalOf({ name, rates }: Caller, kind: MethodClass): Refusal | undefined {
    const rate = rates?.[kind] ?? GENEROUS_RATES[kind];
    const waitMs = this.#bucketOf(`${kind} ${name}`, rate).take(this.#now());
    return waitMs === 0 ? undefined : tooOften(kind, rate, waitMs);
  }

  #bucketOf(key: string, rate: Rate): TokenBucket {
    const known = this.#buckets.get(key);
    if (known !== undefined) return known;
    const bucket = new TokenBucket(rate, this.#now());
    this.#buckets.set(key, bucket);
    return bucket;
  }
}

function tooOften(kind: MethodClass, { perSecond, burst }: Rate, waitMs: number): Refusal {
  return new Refusal('resource-exhausted', `the calling system may make ${perSecond} calls a second (${kind})`, {
    reason: 'RATE_LIMITED',
    // Rounded up: a caller who comes back in time must not be too early.
    retryAfterMs: Math.ceil(waitMs),
    metadata: { rule: `caller-${kind}-per-second`, limit: String(perSecond), burst: String(burst) },
  });
}
