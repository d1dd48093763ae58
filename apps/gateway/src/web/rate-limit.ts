import type { Origin } from './network.ts';

/** An average rate, and how many requests may come at once after a pause. */
export interface Rate {
  readonly perSecond: number;
  readonly burst: number;
}

interface Bucket {
  tokens: number;
  filledAt: number;
}

/** How many times the rate of an address its network has. */
const NETWORK_SHARE = 10;

/** Beyond this many, the one that has been idle longest is forgotten: its next request starts with a full allowance. */
const MAX_KNOWN = 50_000;

/**
 * Limits the requests of each key. Returns 0 for a request that may pass, otherwise the milliseconds to wait.
 *
 * @param now milliseconds of a monotonic clock.
 */
export function rateLimit({ perSecond, burst }: Rate, now: () => number, most = MAX_KNOWN): (key: string) => number {
  const buckets = new Map<string, Bucket>();
  return (key) => {
    const at = now();
    const known = buckets.get(key) ?? { tokens: burst, filledAt: at };
    const tokens = Math.min(burst, known.tokens + ((at - known.filledAt) * perSecond) / 1_000);
    const passes = tokens >= 1;
    buckets.delete(key);
    buckets.set(key, { tokens: passes ? tokens - 1 : tokens, filledAt: at });
    const [silent] = buckets.keys();
    if (buckets.size > most && silent !== undefined) buckets.delete(silent);
    return passes ? 0 : ((1 - tokens) / perSecond) * 1_000;
  };
}

/**
 * Limits the requests of each address, then those of each network, which may send more. What an address is refused costs
 * its network nothing: one alone does not lock out the others.
 */
export function visitorLimit({ perSecond, burst }: Rate, now: () => number): (origin: Origin) => number {
  const waitOfAddress = rateLimit({ perSecond, burst }, now);
  const shared = { perSecond: perSecond * NETWORK_SHARE, burst: burst * NETWORK_SHARE };
  const waitOfNetwork = rateLimit(shared, now);
  return ({ address, network }) => waitOfAddress(address) || waitOfNetwork(network);
}
