import { setTimeout as sleep } from 'node:timers/promises';
import { ledgerProgress } from '../judge/ledger-progress.ts';
import type { Row } from '../row.ts';

export const natsDown: Row = {
  number: 4,
  name: 'nats-down',
  fault: 'kill -9 of NATS, which then stays away, under load',
  holds: 'every call to intake is answered OK at once; what waited is published within 60 s',
  async run(trial) {
    const { nats } = trial.system;
    trial.callers.start(8);
    await sleep(500);
    await nats.kill();
    await trial.changeBeats();
    await sleep(trial.seconds * 1_000);
    const { head, published } = await ledgerProgress(trial.system);
    if (head === published) throw new Error('nothing waits to be published, though there is no broker');
    trial.note(`NATS away for ${trial.seconds} s, ${head - published} facts waited`);
    await nats.restart();
    await trial.untilPublished(60_000);
    trial.requireAllAnswered();
  },
};
