import { setTimeout as sleep } from 'node:timers/promises';
import { ledgerProgress } from '../verifier/ledger-progress.ts';
import { consumedPosition, untilConsumed } from '../verifier/until-consumed.ts';
import { untilPublished } from '../verifier/until-published.ts';
import { callTimes, type Stretch } from '../load/call-times.ts';
import { fillLedger } from '../load/fill-ledger.ts';
import { startIdleReader } from '../load/idle-reader.ts';
import { LONG_SECONDS } from '../long-form.ts';
import { until } from '../until.ts';
import type { Row } from '../row.ts';
import { watchMemory } from '../system/memory-watch.ts';
import type { Run } from '../run.ts';

const MANY = 1_000_000;
const SOME = 20_000;
const CALLERS = 4;
const CALM_MS = 1_500;
/**
 * An event takes about a kilobyte of memory: a million events fit neither into this heap nor into the rest of the
 * memory that the process may use.
 */
const SMALL_HEAP = '--max-old-space-size=96';
const MAX_MB = 400;
const DRAINED_WITHIN_MS = 600_000;
/** A slowdown of this size is not random on any machine. */
const SLOWER_TIMES = 10;
const SLOWER_BY_MS = 500;

export const millionWaiting: Row = {
  number: 25,
  name: 'million-waiting',
  fault: `NATS and statistics are down until ${MANY.toLocaleString('en')} events wait (in the short form ${SOME.toLocaleString('en')}), and a reader does not read`,
  holds: `relay, reader, and consumer hold few of them (${SMALL_HEAP.slice(2)}, at most ${MAX_MB} MB each); the backlog drains while calls continue, and no call fails or waits for it`,
  async run(run) {
    const { intake, nats, statistics } = run.system;
    const howMany = run.seconds < LONG_SECONDS ? SOME : MANY;
    await Promise.all([statistics.stop(), intake.stop()]);
    await intake.start({ NODE_OPTIONS: SMALL_HEAP });
    run.callers.start(CALLERS);
    const calm = await during(() => sleep(CALM_MS));
    const { head: before } = await ledgerProgress(run.system);
    const memory = watchMemory(intake);
    await nats.kill();
    await fillLedger(run.system, howMany);
    const reader = await startIdleReader(run.system, before);
    await nats.restart();
    const publishing = await during(() => untilPublished(run.system, DRAINED_WITHIN_MS));
    noteSpeed(run, 'published', howMany, publishing);
    await statistics.launch({ NODE_OPTIONS: SMALL_HEAP });
    const consumer = watchMemory(statistics);
    const stopped = await consumedPosition(run.system);
    await until('statistics continues', async () => (await consumedPosition(run.system)) > stopped, DRAINED_WITHIN_MS);
    const behind = (await ledgerProgress(run.system)).head - (await consumedPosition(run.system));
    const applying = await during(() => untilConsumed(run.system, DRAINED_WITHIN_MS));
    noteSpeed(run, 'applied by statistics', Number(behind), applying);
    await statistics.untilServing(DRAINED_WITHIN_MS);
    reader.go();
    await run.callers.abandon();
    const [relayMb, consumerMb] = [memory.mostMb(), consumer.mostMb()];
    memory.stop();
    consumer.stop();
    run.note(`peak memory: intake ${relayMb.toFixed(0)} MB, statistics ${consumerMb.toFixed(0)} MB`);
    if (Math.max(relayMb, consumerMb) > MAX_MB) throw new Error('the backlog is held in memory');
    lookAtCalls(run, calm, { from: publishing.from, to: applying.to });
    await Promise.all([statistics.stop(), intake.stop()]);
    await Promise.all([statistics.start(), intake.start()]);
  },
};

async function during(work: () => Promise<unknown>): Promise<Stretch> {
  const from = performance.now();
  await work();
  return { from, to: performance.now() };
}

function noteSpeed(run: Run, what: string, events: number, { from, to }: Stretch): void {
  const seconds = (to - from) / 1_000;
  run.note(`${events} events ${what} in ${seconds.toFixed(1)} s: ${Math.round(events / seconds)}/s`);
}

function lookAtCalls(run: Run, calm: Stretch, drain: Stretch): void {
  run.requireAllAnswered();
  const [usual, meanwhile] = [callTimes(run, calm), callTimes(run, drain)];
  run.note(
    `a call took ${usual.p50.toFixed(0)} ms (p99 ${usual.p99.toFixed(0)} ms) before, ` +
      `${meanwhile.p50.toFixed(0)} ms (p99 ${meanwhile.p99.toFixed(0)} ms) while the backlog drained`,
  );
  if (meanwhile.p50 > SLOWER_TIMES * usual.p50 + SLOWER_BY_MS) throw new Error('calls wait for the draining backlog');
}
