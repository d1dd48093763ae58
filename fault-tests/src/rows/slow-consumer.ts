import { setTimeout as sleep } from 'node:timers/promises';
import { startProxy } from '@safe-community/testkit/proxy';
import { Collector } from '@safe-community/testkit/collector';
import { ConsumerServiceClient } from '@safe-community/contracts/ledger/v1/consumer_service.ts';
import { callUnary, openClient } from '@safe-community/grpc-kit';
import pg from 'pg';
import { watchDeliveries } from '../verifier/delivery-watch.ts';
import { ledgerProgress } from '../verifier/ledger-progress.ts';
import { untilAtRest } from '../verifier/until-at-rest.ts';
import { callTimes, type Stretch } from '../load/call-times.ts';
import { until } from '../until.ts';
import type { Row } from '../row.ts';
import { residentMb } from '../system/resident-memory.ts';
import { throughPort } from '../system/through-port.ts';
import type { Run } from '../run.ts';
import type { System } from '../system/system.ts';

/** Delay in each direction. A batch needs about seven database round trips. */
const DELAY_MS = 100;
/** Duration of undisturbed calls. */
const CALM_MS = 1_500;
const LAG = 'safe_community.consumer.lag';
const CAUGHT_UP_WITHIN_MS = 60_000;
/** In a larger heap, uncollected garbage would look like a backlog. */
const SMALL_HEAP = '--max-old-space-size=96';
/**
 * A reader holds 1,000 messages, its client requests 1,000 more, and a batch of 250 is in progress: at less than 1 KB
 * each that is 3 MB, for any backlog. The rest is V8's own variation.
 */
const MAX_GROWTH_MB = 60;
/** Messages in flight to a reader, which are redelivered when the reader restarts. */
const ON_THE_WAY = 2_250;

export const slowConsumer: Row = {
  number: 10,
  name: 'slow-consumer',
  fault: `the database answers statistics ${2 * DELAY_MS} ms late, and then not at all because of a lock, under load`,
  holds:
    'calls are as fast as before; the lag is visible; memory is bounded; nothing is redelivered repeatedly; it catches up',
  async run(run) {
    const { statistics, postgres } = run.system;
    const [collector, wire] = await Promise.all([Collector.start(), startProxy(postgres.port)]);
    const url = throughPort(run.system.databaseUrl('statistics'), wire.port);
    await statistics.stop();
    await statistics.start({ ...collector.environment, DATABASE_URL: url, NODE_OPTIONS: SMALL_HEAP });
    const watch = await watchDeliveries(run.system);
    const { head: began } = await ledgerProgress(run.system);
    const calmFrom = performance.now();
    run.callers.start(8);
    await sleep(CALM_MS);
    const before = residentMb(statistics.pid);
    const slowFrom = performance.now();
    wire.delay(DELAY_MS);
    await sleep(run.seconds * 500);
    const lock = await holdLock(run.system.adminUrl('statistics'), 'category_count');
    await sleep(run.seconds * 500);
    const lag = await lagOf(run);
    const isShown = (): boolean => collector.gauge(LAG, 'incidents').some((value) => value > 0);
    await until('the lag shows in the metrics', isShown, 30_000);
    const grown = residentMb(statistics.pid) - before;
    const slowTo = performance.now();
    wire.restore();
    await lock.release();
    await caughtUp(run);
    await run.callers.finish();
    await untilAtRest(run.system, CAUGHT_UP_WITHIN_MS);
    const { head: ended } = await ledgerProgress(run.system);
    const handed = await watch.stop();
    const shown = Math.max(...collector.gauge(LAG, 'incidents'));
    run.note(`${lag} events behind at the end by its checkpoint, ${shown} at most by its metric`);
    if (lag <= 0n) throw new Error('no lag shows in the checkpoint');
    run.note(
      `memory of statistics (${SMALL_HEAP}): ${before.toFixed(0)} MB before, ${grown.toFixed(0)} MB more behind`,
    );
    if (grown > MAX_GROWTH_MB) throw new Error('the memory of statistics grew');
    const events = Number(ended - began);
    run.note(`${events} events, delivered ${handed.messages} times to ${handed.readers} readers in total`);
    if (handed.again > 0) throw new Error(`the broker redelivered ${handed.again} messages to the same reader`);
    if (handed.messages > events + ON_THE_WAY * handed.readers) throw new Error('events are redelivered repeatedly');
    lookAtCalls(run, { from: calmFrom, to: slowFrom }, { from: slowFrom, to: slowTo });
    await statistics.stop();
    await statistics.start();
    await Promise.all([wire.close(), collector.stop()]);
  },
};

async function lagOf(run: Run): Promise<bigint> {
  const [{ head }, applied] = await Promise.all([ledgerProgress(run.system), appliedPosition(run.system)]);
  return head - applied;
}

/** Catches up with everything up to the end of the fault, while new events arrive. */
async function caughtUp(run: Run): Promise<void> {
  const began = performance.now();
  const { head } = await ledgerProgress(run.system);
  const isThere = async (): Promise<boolean> => (await appliedPosition(run.system)) >= head;
  await until('statistics has caught up', isThere, CAUGHT_UP_WITHIN_MS);
  run.note(`caught up ${((performance.now() - began) / 1_000).toFixed(1)} s after the database was fast again`);
}

/** A slowdown of this size is not random on any machine. */
const SLOWER_TIMES = 5;
const SLOWER_BY_MS = 250;

function lookAtCalls(run: Run, calm: Stretch, slow: Stretch): void {
  run.requireAllAnswered();
  const [before, during] = [callTimes(run, calm).p50, callTimes(run, slow).p50];
  run.note(`a call took ${before.toFixed(0)} ms before and ${during.toFixed(0)} ms meanwhile (medians)`);
  if (during > SLOWER_TIMES * before + SLOWER_BY_MS) throw new Error('calls take longer because statistics is slow');
}

/** Position of intake's ledger that statistics reports as applied. */
async function appliedPosition(system: System): Promise<bigint> {
  using client = openClient(ConsumerServiceClient, system.statistics.address, system.credentials);
  const { checkpoints } = await callUnary('GetCheckpoints', client.getCheckpoints.bind(client), {}, 10_000);
  return checkpoints.find(({ producer }) => producer === 'incidents')?.position ?? 0n;
}

interface HeldLock {
  release(): Promise<void>;
}

/** Locks a table against all reads and writes, like a hanging migration. */
async function holdLock(databaseUrl: string, table: string): Promise<HeldLock> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query('begin');
  await client.query(`lock table ${table} in access exclusive mode`);
  return {
    async release() {
      await client.query('rollback');
      await client.end();
    },
  };
}
