/** Operations of a period. */
export interface Work {
  readonly operations: number;
  /** Time until the last one completed. */
  readonly seconds: number;
  /** Latency of each call, milliseconds; a call may contain several operations. */
  readonly latencies: readonly number[];
}

export interface Load {
  /** Concurrent calls. */
  readonly inFlight: number;
  /** Period in which new calls start. */
  readonly seconds: number;
}

/** Result of a closed loop. */
export interface Measured {
  readonly perSecond: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
}

/**
 * Keeps this many calls in flight for a period. An error of a call ends the measurement.
 * @param perCall operations per call.
 */
export async function workInFlight(
  { inFlight, seconds }: Load,
  call: () => Promise<unknown>,
  perCall = 1,
): Promise<Work> {
  const latencies: number[] = [];
  const begin = performance.now();
  const end = begin + seconds * 1_000;
  const loop = async (): Promise<void> => {
    for (let start = performance.now(); start < end; start = performance.now()) {
      await call();
      latencies.push(performance.now() - start);
    }
  };
  await Promise.all(Array.from({ length: inFlight }, loop));
  return { operations: latencies.length * perCall, seconds: (performance.now() - begin) / 1_000, latencies };
}

/** Summarises a period. */
export async function keepInFlight(inFlight: number, seconds: number, call: () => Promise<unknown>): Promise<Measured> {
  return measuredOf(await workInFlight({ inFlight, seconds }, call));
}

export function measuredOf({ operations, seconds, latencies }: Work): Measured {
  return { perSecond: operations / seconds, p50: percentile(latencies, 0.5), p99: percentile(latencies, 0.99) };
}

/** The quantile of the values; NaN for no values. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}

/** The median of each figure over several measurements. */
export function middleOf(rounds: readonly Measured[]): Measured {
  return {
    perSecond: median(rounds.map(({ perSecond }) => perSecond)),
    p50: median(rounds.map(({ p50 }) => p50)),
    p99: median(rounds.map(({ p99 }) => p99)),
  };
}
