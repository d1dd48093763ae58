/** Events that are published at once while nobody commits anything. */
export const MOST_AT_ONCE = 500;
/** And while somebody does: a call meets no more than these in the database and on the event loop. */
const MOST_BESIDE_CALLS = 100;

/** How fast a relay goes on that is behind. */
export interface Haste {
  /** Events at once. */
  readonly most: number;
  /** Milliseconds that it rests first. */
  readonly restMs: number;
}

/** What a relay has just published. */
export interface Published {
  /** Milliseconds that it took. */
  readonly tookMs: number;
  /** Events that wait behind it, and that waited before it. */
  readonly left: bigint;
  readonly leftBefore: bigint;
  /** Whether this process committed something meanwhile. */
  readonly hasCommitted: boolean;
}

/**
 * A backlog can wait, a call cannot: as long as this process commits for calls, a relay that is behind takes small
 * batches, and after each it leaves them as long as it took. When nobody calls it goes at full speed, and so it does
 * when more is committed than it publishes: what waits must not grow. One that is not behind, by more than a batch,
 * never rests.
 */
export function hasteAfter({ tookMs, left, leftBefore, hasCommitted }: Published): Haste {
  const isBehind = left > MOST_AT_ONCE;
  if (!isBehind || left >= leftBefore || !hasCommitted) return { most: MOST_AT_ONCE, restMs: 0 };
  return { most: MOST_BESIDE_CALLS, restMs: tookMs };
}
