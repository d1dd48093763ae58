/** Limits of a stream. The ledger keeps the events, so a stream may be short, but it must never be unbounded. */
export interface StreamPolicy {
  /** 1 on a laptop, 3 in a cluster. */
  readonly replicas: number;
  /** Days that the broker keeps events. */
  readonly maxAgeDays: number;
  /** The maximum size of a stream in bytes; beyond it, the oldest events are deleted. */
  readonly maxBytes: number;
}

export const LOCAL_STREAM_POLICY: StreamPolicy = { replicas: 1, maxAgeDays: 14, maxBytes: 2 * 1024 ** 3 };
