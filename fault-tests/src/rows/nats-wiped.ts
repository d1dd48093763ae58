import { setTimeout as sleep } from 'node:timers/promises';
import { untilStreamIsWhole } from '../judge/stream-positions.ts';
import type { Row } from '../row.ts';

export const natsWiped: Row = {
  number: 7,
  name: 'nats-wiped',
  fault: 'the JetStream store wiped, and an old copy of it restored, under load',
  holds: 'no call fails; streams are filled up and consumers heal by themselves',
  async run(trial) {
    const { nats } = trial.system;
    const load = (trial.seconds * 1_000) / 3;
    trial.callers.start(8);
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
