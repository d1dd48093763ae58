import { setTimeout as sleep } from 'node:timers/promises';

/** Timers are less precise below this. */
const MIN_SLEEP_MS = 0.5;

/**
 * Calls at a steady rate (an open model) as long as `goesOn` holds. An error of a call ends the measurement.
 * @param goesOn receives the number of calls so far.
 * @returns latency of each call from its due time, milliseconds: a late start counts as waiting.
 */
export async function keepPace(
  perSecond: number,
  call: (number: number) => Promise<unknown>,
  goesOn: (made: number) => boolean,
): Promise<number[]> {
  const latencies: number[] = [];
  const calls: Promise<void>[] = [];
  let failure: { readonly error: unknown } | undefined;
  const begin = performance.now();
  for (let number = 0; failure === undefined && goesOn(number); number += 1) {
    const due = begin + (number * 1_000) / perSecond;
    const wait = due - performance.now();
    if (wait > MIN_SLEEP_MS) await sleep(wait);
    const timed = call(number).then(
      () => void latencies.push(performance.now() - due),
      (error: unknown) => {
        failure = { error };
      },
    );
    calls.push(timed);
  }
  await Promise.all(calls);
  if (failure !== undefined) throw failure.error;
  return latencies;
}
