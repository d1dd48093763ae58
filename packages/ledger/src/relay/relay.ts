import { setTimeout as sleep } from 'node:timers/promises';
import { orStopped } from '@safe-community/events';
import { Seldom } from '@safe-community/telemetry';
import { BrokerCheck } from './broker-check.ts';
import { sendHeartbeats } from './heartbeats.ts';
import { holdLease } from './lease.ts';
import { Throttle } from './throttle.ts';
import { publishLedger, type Progress } from './publish-ledger.ts';
import { exportBacklog, exportDifferences } from './relay-gauges.ts';
import type { RelayOptions, Running } from './relay-options.ts';

/** How long a stop waits until committed events are published; the rest is published after the next start. */
const FLUSH_MS = 1_000;

/** Publishes committed events to the broker, in order and at least once, until it is stopped. */
export function startRelay(options: RelayOptions): Running {
  const stopping = new AbortController();
  const check = new BrokerCheck(options);
  const progress: Progress = {
    publishing: false,
    onPause: undefined,
    throttle: new Throttle(options.wakeup),
    reached: undefined,
    troubles: new Seldom(),
  };
  const stopGauges = [exportBacklog(options.database), exportDifferences(options.producer, check)];
  const done = holdLease(options.databaseUrl, options.wakeup, options.logger, stopping.signal, async (turn) => {
    const nc = await orStopped(options.broker, turn);
    if (nc === undefined) return;
    const publishing = publishLedger(nc, options, check, turn, progress);
    await Promise.all([publishing, sendHeartbeats(nc, options, turn), check.watch(nc, turn)]);
  });
  const stop = async (): Promise<void> => {
    const flushed = progress.publishing ? nextPause(options, progress) : undefined;
    await Promise.race([flushed, sleep(FLUSH_MS, undefined, { ref: false })]);
    stopping.abort();
    await done;
    for (const stopGauge of stopGauges) stopGauge();
  };
  let stopped: Promise<void> | undefined;
  return { stop: () => (stopped ??= stop()) };
}

/** Resolves when there is nothing to publish, or when publishing fails. */
function nextPause({ wakeup }: RelayOptions, progress: Progress): Promise<void> {
  return new Promise((resolve) => {
    progress.onPause = resolve;
    wakeup.wake();
  });
}
