import { setTimeout as sleep } from 'node:timers/promises';
import { ledgerProgress } from '../judge/ledger-progress.ts';
import { heardPosition, untilHeard } from '../judge/until-heard.ts';
import { untilPublished } from '../judge/until-published.ts';
import { callTimes, type Stretch } from '../load/call-times.ts';
import { fillLedger } from '../load/fill-ledger.ts';
import { startIdleReader } from '../load/idle-reader.ts';
import { LONG_SECONDS } from '../long-form.ts';
import { until } from '../patiently.ts';
import type { Row } from '../row.ts';
import { watchMemory } from '../system/memory-watch.ts';
import type { Trial } from '../trial.ts';

const MANY = 1_000_000;
const SOME = 20_000;
const CALLERS = 4;
const CALM_MS = 1_500;
/**
 * An event takes about a kilobyte in memory: a million of them fit into no such heap, nor into what the process may take
 * beside it.
 */
const SMALL_HEAP = '--max-old-space-size=96';
const MOST_MB = 400;
const DRAINED_WITHIN_MS = 600_000;
/** So much slower than before is no longer chance, on whatever machine. */
const SLOWER_TIMES = 10;
const SLOWER_BY_MS = 500;

export const millionWaiting: Row = {
  number: 25,
  name: 'million-waiting',
  fault: `NATS and statistics away until ${MANY.toLocaleString('en')} facts wait (in the short form ${SOME.toLocaleString('en')}), and a reader who does not read`,
  holds: `relay, reader and consumer hold few of them (${SMALL_HEAP.slice(2)}, at most ${MOST_MB} MB each); all drains while calls go on, and none of them fails or waits for it`,
  async run(trial) {
    const { intake, nats, statistics } = trial.system;
    const howMany = trial.seconds < LONG_SECONDS ? SOME : MANY;
    await Promise.all([statistics.stop(), intake.stop()]);
    await intake.start({ NODE_OPTIONS: SMALL_HEAP });
    trial.callers.start(CALLERS);
    const calm = await during(() => sleep(CALM_MS));
    const { head: before } = await ledgerProgress(trial.system);
    const memory = watchMemory(intake);
    await nats.kill();
    await fillLedger(trial.system, howMany);
    const reader = await startIdleReader(trial.system, before);
    await nats.restart();
    const publishing = await during(() => untilPublished(trial.system, DRAINED_WITHIN_MS));
    noteSpeed(trial, 'published', howMany, publishing);
    await statistics.launch({ NODE_OPTIONS: SMALL_HEAP });
    const consumer = watchMemory(statistics);
    const stopped = await heardPosition(trial.system);
    await until('statistics goes on', async () => (await heardPosition(trial.system)) > stopped, DRAINED_WITHIN_MS);
    const behind = (await ledgerProgress(trial.system)).head - (await heardPosition(trial.system));
    const applying = await during(() => untilHeard(trial.system, DRAINED_WITHIN_MS));
    noteSpeed(trial, 'applied by statistics', Number(behind), applying);
    await statistics.untilServing(DRAINED_WITHIN_MS);
    reader.go();
    await trial.callers.abandon();
    const [relayMb, consumerMb] = [memory.mostMb(), consumer.mostMb()];
    memory.stop();
    consumer.stop();
    trial.note(`intake took ${relayMb.toFixed(0)} MB at the most, statistics ${consumerMb.toFixed(0)} MB`);
    if (Math.max(relayMb, consumerMb) > MOST_MB) throw new Error('what waits is held in memory');
    lookAtCalls(trial, calm, { from: publishing.from, to: applying.to });
    await Promise.all([statistics.stop(), intake.stop()]);
    await Promise.all([statistics.start(), intake.start()]);
  },
};

async function during(work: () => Promise<unknown>): Promise<Stretch> {
  const from = performance.now();
  await work();
  return { from, to: performance.now() };
}

function noteSpeed(trial: Trial, what: string, events: number, { from, to }: Stretch): void {
  const seconds = (to - from) / 1_000;
  trial.note(`${events} facts ${what} in ${seconds.toFixed(1)} s: ${Math.round(events / seconds)}/s`);
}

function lookAtCalls(trial: Trial, calm: Stretch, drain: Stretch): void {
  trial.requireAllAnswered();
  const [usual, meanwhile] = [callTimes(trial, calm), callTimes(trial, drain)];
  trial.note(
    `a call took ${usual.p50.toFixed(0)} ms (p99 ${usual.p99.toFixed(0)} ms) before, ` +
      `${meanwhile.p50.toFixed(0)} ms (p99 ${meanwhile.p99.toFixed(0)} ms) while all drained`,
  );
  if (meanwhile.p50 > SLOWER_TIMES * usual.p50 + SLOWER_BY_MS) throw new Error('calls wait for what drains');
}
