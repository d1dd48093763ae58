import { setTimeout as sleep } from 'node:timers/promises';
import { ledgerProgress } from '../verifier/ledger-progress.ts';
import { until } from '../until.ts';
import type { Row } from '../row.ts';
import type { Run } from '../run.ts';

/** Another replica publishes within this time, in whatever way the former one stops. */
const TAKEN_OVER_WITHIN_MS = 10_000;

export const pausedRelay: Row = {
  number: 18,
  name: 'paused-relay',
  fault: 'SIGSTOP of the relay that holds the lease and of a reader, then SIGCONT: two relays and two readers at once',
  holds: 'another replica publishes within 10 s; positions without gaps, every effect once',
  async run(run) {
    const { intake, statistics } = run.system;
    const secondIntake = await run.system.addReplica('incident-intake');
    const secondReader = await run.system.addReplica('statistics');
    run.callAt(secondIntake.address);
    run.callers.start(8);
    await sleep(500);
    intake.pause();
    statistics.pause();
    try {
      await takenOver(run);
      await run.changeBeats();
      await sleep(run.seconds * 1_000);
    } finally {
      intake.resume();
      statistics.resume();
    }
    run.note('both resumed while the others were working');
    await sleep(2_000);
    await run.callers.finish();
    run.requireAllAnswered();
    await Promise.all([secondIntake.stop(), secondReader.stop()]);
  },
};

async function takenOver(run: Run): Promise<void> {
  const paused = performance.now();
  const { leaseHolder } = await ledgerProgress(run.system);
  const isTaken = async (): Promise<boolean> => {
    const { leaseHolder: now } = await ledgerProgress(run.system);
    return now !== undefined && now !== leaseHolder;
  };
  await until('another relay takes over', isTaken, TAKEN_OVER_WITHIN_MS);
  run.note(`another relay took over ${((performance.now() - paused) / 1_000).toFixed(1)} s after the pause`);
  await run.untilPublished(TAKEN_OVER_WITHIN_MS);
}
