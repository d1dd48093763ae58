/** Limits of a stream. The ledger is the truth, so a stream may be short; it must never be unbounded. */
export interface StreamPolicy {
  /** 1 on a laptop, 3 in a cluster. */
  readonly replicas: number;
  /** Days that events are kept in the broker. */
  readonly maxAgeDays: number;
  /** Bytes that a stream may take; then the oldest go. */
  readonly maxBytes: number;
}

export const LOCAL_STREAM_POLICY: StreamPolicy = { replicas: 1, maxAgeDays: 14, maxBytes: 2 * 1024 ** 3 };
