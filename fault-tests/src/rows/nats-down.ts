import { setTimeout as sleep } from 'node:timers/promises';
import { ledgerProgress } from '../verifier/ledger-progress.ts';
import { until } from '../until.ts';
import type { Row } from '../row.ts';
import { Collector } from '@safe-community/testkit/collector';
import type { Run } from '../run.ts';

const UNPUBLISHED = 'safe_community.ledger.unpublished';
const AGE = 'safe_community.ledger.unpublished_age';
const SHOWN_WITHIN_MS = 30_000;

export const natsDown: Row = {
  number: 4,
  name: 'nats-down',
  fault: 'kill -9 of NATS under load; it stays down',
  holds: 'every call to intake returns OK at once; the metrics show the backlog; it is published within 60 s',
  async run(run) {
    const { nats } = run.system;
    const collector = await Collector.start();
    // Each replica reports the same backlog.
    const replica = await run.system.addReplica('incident-intake', collector.environment);
    run.callers.start(8);
    await sleep(500);
    await nats.kill();
    const killed = performance.now();
    await run.changeBeats();
    await sleep(run.seconds * 1_000);
    await backlogShows(run, collector);
    const awayMs = performance.now() - killed;
    await nats.restart();
    run.note(`NATS down for ${(awayMs / 1_000).toFixed(1)} s`);
    await run.untilPublished(60_000);
    await run.callers.finish();
    const isOver = (): boolean => collector.gauge(UNPUBLISHED).at(-1) === 0 && collector.gauge(AGE).at(-1) === 0;
    await until('the metrics show an empty backlog', isOver, SHOWN_WITHIN_MS);
    run.requireAllAnswered();
    await replica.stop();
    await collector.stop();
  },
};

/** Waits until the exported gauges show the backlog that is in the ledger tables. */
async function backlogShows(run: Run, collector: Collector): Promise<void> {
  const { head, published } = await ledgerProgress(run.system);
  const waiting = Number(head - published);
  if (waiting === 0) throw new Error('nothing is waiting, although the broker is down');
  const isShown = (): boolean =>
    (collector.gauge(UNPUBLISHED).at(-1) ?? 0) >= waiting && (collector.gauge(AGE).at(-1) ?? 0) >= run.seconds;
  await until('the metrics show the backlog and its age', isShown, SHOWN_WITHIN_MS);
  const [events, seconds] = [collector.gauge(UNPUBLISHED), collector.gauge(AGE)].map((all) => Math.max(...all));
  run.note(
    `${waiting} events waited; the metrics showed ${events ?? 0} in the end, the oldest for ${seconds?.toFixed(1) ?? ''} s`,
  );
}
