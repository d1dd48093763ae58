/** The average rate of a network, and how many requests may come at once after a pause. */
export interface NetworkRate {
  readonly perSecond: number;
  readonly burst: number;
}

interface Bucket {
  tokens: number;
  filledAt: number;
}

/** Beyond this many networks, the one that has been idle longest is forgotten: its next request starts with a full allowance. */
const MOST_NETWORKS = 50_000;

/**
 * Limits the requests of each network. Returns 0 for a request that may pass, otherwise the milliseconds to wait.
 *
 * @param now milliseconds of a monotonic clock.
 */
export function rateLimit(
  { perSecond, burst }: NetworkRate,
  now: () => number,
  most = MOST_NETWORKS,
): (network: string) => number {
  const buckets = new Map<string, Bucket>();
  return (network) => {
    const at = now();
    const known = buckets.get(network) ?? { tokens: burst, filledAt: at };
    const tokens = Math.min(burst, known.tokens + ((at - known.filledAt) * perSecond) / 1_000);
    const passes = tokens >= 1;
    buckets.delete(network);
    buckets.set(network, { tokens: passes ? tokens - 1 : tokens, filledAt: at });
    const [silent] = buckets.keys();
    if (buckets.size > most && silent !== undefined) buckets.delete(silent);
    return passes ? 0 : ((1 - tokens) / perSecond) * 1_000;
  };
}
