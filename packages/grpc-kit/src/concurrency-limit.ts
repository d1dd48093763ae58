import { Refusal } from '@safe-community/domain-kit';
import { AdaptiveLimit } from './adaptive-limit.ts';
import type { MethodClass, PerClass } from './method-class.ts';

/**
 * Concurrent calls in one process, at most. For writes this is one batch that commits and one that fills: further calls
 * would only wait.
 */
export const DEFAULT_CONCURRENCY: PerClass<number> = { reads: 512, writes: 512, streams: 2_000, imports: 16 };

/**
 * Classes whose limit adapts to how long their calls take. Streams are not among them: how long a stream lasts is up to
 * its caller and says nothing about the load.
 */
const ADAPTIVE: readonly MethodClass[] = ['reads', 'writes'];
/**
 * Classes with a quota for each client; for the others, a client has one if the registry of callers says so. A rate limit
 * does not help against calls that are few and last.
 */
const WITH_QUOTA: readonly MethodClass[] = ['streams', 'imports'];
const QUOTA_SHARE = 0.5;

/** Limits the concurrent calls of each class of methods. */
export class ConcurrencyLimit {
  readonly #limits: PerClass<number>;
  readonly #refusals: PerClass<RefusalSet>;
  readonly #adaptive = new Map<MethodClass, AdaptiveLimit>();
  readonly #active: Record<MethodClass, number> = { reads: 0, writes: 0, streams: 0, imports: 0 };
  readonly #quotas: PerClass<ClientQuota>;
  readonly #now: () => number;

  /** @param now milliseconds of a monotonic clock. */
  constructor(limits: PerClass<number>, now: () => number) {
    this.#limits = limits;
    this.#now = now;
    for (const kind of ADAPTIVE) this.#adaptive.set(kind, new AdaptiveLimit(limits[kind]));
    const quota = (kind: MethodClass): ClientQuota =>
      new ClientQuota(
        kind,
        WITH_QUOTA.includes(kind) ? Math.max(1, Math.floor(limits[kind] * QUOTA_SHARE)) : undefined,
      );
    this.#quotas = {
      reads: quota('reads'),
      writes: quota('writes'),
      streams: quota('streams'),
      imports: quota('imports'),
    };
    const refusals = (kind: MethodClass): RefusalSet =>
      new RefusalSet(`too many calls are under way (${kind})`, `${kind}-at-once`, limits[kind]);
    this.#refusals = {
      reads: refusals('reads'),
      writes: refusals('writes'),
      streams: refusals('streams'),
      imports: refusals('imports'),
    };
  }

  /**
   * Takes a slot for a call, or refuses the call immediately. Calls never queue for a slot.
   *
   * @param atOnce the quota of the client, if it is not that of every client.
   */
  acquire(kind: MethodClass, client: string, atOnce?: number): Slot | Refusal {
    const began = this.#now();
    const quota = this.#quotas[kind].of(client, atOnce);
    const adaptive = this.#adaptive.get(kind);
    if (this.#active[kind] >= (adaptive?.current(began) ?? this.#limits[kind])) return this.#refusals[kind].pick();
    const refusal = quota?.acquire();
    if (refusal !== undefined) return refusal;
    this.#active[kind] += 1;
    return new Slot(() => {
      const now = this.#now();
      adaptive?.observe(now - began, this.#active[kind], now);
      this.#active[kind] -= 1;
      quota?.release();
    });
  }
}

/** The slot of one call. It is released once the call has ended and its handler has returned. */
export class Slot {
  #release: (() => void) | undefined;
  #isWorking = false;
  #isEnded = false;
  #startStallTimer: (() => NodeJS.Timeout) | undefined;
  #stallTimer: NodeJS.Timeout | undefined;

  constructor(release: () => void) {
    this.#release = release;
  }

  /** Sets what happens if the handler has returned and the call does not end, because the client does not read. */
  onStall(ms: number, cut: () => void): void {
    this.#startStallTimer = () => setTimeout(cut, ms);
  }

  workBegins(): void {
    this.#isWorking = true;
  }

  workEnds(): void {
    this.#isWorking = false;
    if (!this.#isEnded) this.#stallTimer = this.#startStallTimer?.();
    this.#releaseWhenDone();
  }

  callEnds(): void {
    this.#isEnded = true;
    clearTimeout(this.#stallTimer);
    this.#releaseWhenDone();
  }

  #releaseWhenDone(): void {
    if (this.#isWorking || !this.#isEnded) return;
    this.#release?.();
    this.#release = undefined;
  }
}

/** The quotas of the clients, for one class of methods. */
class ClientQuota {
  readonly #kind: MethodClass;
  /** Of a client without a quota of its own; undefined: it has none. */
  readonly #usual: number | undefined;
  readonly #active = new Map<string, number>();
  readonly #refusals = new Map<number, RefusalSet>();

  constructor(kind: MethodClass, usual: number | undefined) {
    this.#kind = kind;
    this.#usual = usual;
  }

  /** The quota of a client; undefined if it has none. */
  of(client: string, own: number | undefined) {
    const limit = own ?? this.#usual;
    if (limit === undefined) return undefined;
    return {
      acquire: (): Refusal | undefined => {
        const active = this.#active.get(client) ?? 0;
        if (active >= limit) return this.#refusalsOf(limit).pick();
        this.#active.set(client, active + 1);
        return undefined;
      },
      release: (): void => void this.#active.set(client, (this.#active.get(client) ?? 1) - 1),
    };
  }

  #refusalsOf(limit: number): RefusalSet {
    const known = this.#refusals.get(limit);
    if (known !== undefined) return known;
    const message = `the calling system has too many calls under way (${this.#kind})`;
    const made = new RefusalSet(message, `caller-${this.#kind}-at-once`, limit);
    this.#refusals.set(limit, made);
    return made;
  }
}

/** Long enough for a burst to pass. */
const RETRY_AFTER_MS = 500;
/** Different retry delays, so that clients do not all return at the same moment. */
const VARIANTS = 64;

/** Refusals with different retry delays, created in advance: an overloaded process has no time for it. */
class RefusalSet {
  readonly #refusals: readonly Refusal[];

  /** @param rule the name of the limit for machines, such as `writes-at-once`. */
  constructor(message: string, rule: string, limit: number) {
    this.#refusals = Array.from(
      { length: VARIANTS },
      (_, variant) =>
        new Refusal('resource-exhausted', message, {
          reason: 'TOO_MANY_CALLS',
          retryAfterMs: RETRY_AFTER_MS * (1 + variant / VARIANTS),
          metadata: { rule, limit: String(limit) },
        }),
    );
  }

  pick(): Refusal {
    const refusal = this.#refusals[Math.floor(Math.random() * VARIANTS)];
    if (refusal === undefined) throw new Error('the set of refusals is empty');
    return refusal;
  }
}
