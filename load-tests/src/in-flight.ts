/** What a closed loop measured. */
export interface Measured {
  readonly perSecond: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
}

/** Keeps `inFlight` calls going for `seconds` and measures them. An error of a call ends the measurement. */
export async function keepInFlight(inFlight: number, seconds: number, call: () => Promise<unknown>): Promise<Measured> {
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
  const perSecond = latencies.length / ((performance.now() - begin) / 1_000);
  return { perSecond, p50: percentile(latencies, 0.5), p99: percentile(latencies, 0.99) };
}

/** The value below which the share lies; NaN of nothing. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}

/** The median of several measurements, of each figure by itself. */
export function middleOf(rounds: readonly Measured[]): Measured {
  return {
    perSecond: median(rounds.map(({ perSecond }) => perSecond)),
    p50: median(rounds.map(({ p50 }) => p50)),
    p99: median(rounds.map(({ p99 }) => p99)),
  };
}
