import { setTimeout as sleep } from 'node:timers/promises';
import { messagesOfStream, untilStreamIsWhole } from '../judge/stream-positions.ts';
import type { Row } from '../row.ts';
import type { Trial } from '../trial.ts';

export const natsWiped: Row = {
  number: 7,
  name: 'nats-wiped',
  fault: 'the JetStream store truncated, wiped, and an old copy of it restored, under load',
  holds: 'no call fails; streams are filled up and consumers heal by themselves',
  async run(trial) {
    const { nats } = trial.system;
    const load = (trial.seconds * 1_000) / 4;
    trial.callers.start(8);
    await sleep(load);
    await truncate(trial);
    await sleep(load);
    await nats.kill();
    nats.copyStreams();
    nats.loseStreams();
    await trial.changeBeats();
    await nats.restart();
    trial.note('the store was wiped');
    await sleep(load);
    await nats.kill();
    nats.restoreStreams();
    await nats.restart();
    trial.note('the copy from before the wiping was put back');
    await sleep(load);
    await trial.untilPublished(60_000);
    await trial.callers.finish();
    await untilStreamIsWhole(trial.system, 60_000);
    trial.note('the stream holds every position of the ledger again');
    trial.requireAllAnswered();
  },
};

/** Cuts some of the newest messages off, anywhere in the middle of one. */
async function truncate(trial: Trial): Promise<void> {
  const { random, system } = trial;
  const { intake, nats } = system;
  // Nobody fills the stream up before it is looked at.
  intake.pause();
  try {
    const before = await messagesOfStream(system);
    await nats.kill();
    const bytes = nats.truncateStream('INCIDENTS', random.between(10, 60) / 100);
    await nats.restart();
    const after = await messagesOfStream(system);
    if (after >= before) throw new Error('nothing was cut off');
    trial.note(`${bytes} bytes were cut off the newest block, and ${before - after} messages with them`);
  } finally {
    intake.resume();
  }
}
