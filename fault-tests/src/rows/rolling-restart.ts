import { setTimeout as sleep } from 'node:timers/promises';
import type { Row } from '../row.ts';
import { addressOfAll } from './several-addresses.ts';

export const rollingRestart: Row = {
  number: 13,
  name: 'rolling-restart',
  fault: 'SIGTERM and start of one replica after the other under load, with two replicas and round_robin',
  holds: 'no call fails',
  async run(trial) {
    const { intake } = trial.system;
    const second = await trial.system.addReplica('incident-intake');
    trial.callAt(addressOfAll([intake, second]));
    trial.callers.start(16);
    const began = performance.now();
    let restarts = 0;
    do {
      for (const replica of [intake, second]) {
        await sleep(500);
        await replica.stop();
        await replica.start();
        restarts += 1;
      }
    } while (performance.now() < began + trial.seconds * 1_000);
    await trial.callers.finish();
    const perSecond = trial.callers.recorder.operations().length / ((performance.now() - began) / 1_000);
    trial.note(`${restarts} restarts at ${perSecond.toFixed(0)} requests/s`);
    trial.requireAllAnswered();
    await second.stop();
  },
};
