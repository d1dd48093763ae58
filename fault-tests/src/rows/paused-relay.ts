import { setTimeout as sleep } from 'node:timers/promises';
import { ledgerProgress } from '../judge/ledger-progress.ts';
import { until } from '../patiently.ts';
import type { Row } from '../row.ts';
import type { Trial } from '../trial.ts';

/** Another replica publishes within this time, however the one that did falls silent. */
const TAKEN_OVER_WITHIN_MS = 10_000;

export const pausedRelay: Row = {
  number: 18,
  name: 'paused-relay',
  fault: 'SIGSTOP of the relay that holds the lease and of a reader, then SIGCONT: two relays and two readers at once',
  holds: 'another replica publishes within 10 s; positions without gaps, every effect once',
  async run(trial) {
    const { intake, statistics } = trial.system;
    const secondIntake = await trial.system.addReplica('incident-intake');
    const secondReader = await trial.system.addReplica('statistics');
    trial.callAt(secondIntake.address);
    trial.callers.start(8);
    await sleep(500);
    intake.pause();
    statistics.pause();
    try {
      await takenOver(trial);
      await trial.changeBeats();
      await sleep(trial.seconds * 1_000);
    } finally {
      intake.resume();
      statistics.resume();
    }
    trial.note('both went on again while the others were at work');
    await sleep(2_000);
    await trial.callers.finish();
    trial.requireAllAnswered();
    await Promise.all([secondIntake.stop(), secondReader.stop()]);
  },
};

async function takenOver(trial: Trial): Promise<void> {
  const paused = performance.now();
  const { leaseHolder } = await ledgerProgress(trial.system);
  const isTaken = async (): Promise<boolean> => {
    const { leaseHolder: now } = await ledgerProgress(trial.system);
    return now !== undefined && now !== leaseHolder;
  };
  await until('another relay takes over', isTaken, TAKEN_OVER_WITHIN_MS);
  trial.note(`another relay took over ${((performance.now() - paused) / 1_000).toFixed(1)} s after the pause`);
  await trial.untilPublished(TAKEN_OVER_WITHIN_MS);
}
