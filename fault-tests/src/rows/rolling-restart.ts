import { setTimeout as sleep } from 'node:timers/promises';
import type { Callers } from '../load/callers.ts';
import { LONG_SECONDS } from '../long-form.ts';
import type { Row } from '../row.ts';
import type { Service } from '../system/service.ts';

/** In the long form. Fewer concurrent calls than the server admits, so that none is rejected for concurrency. */
const PACE = { perSecond: 500, mostAtOnce: 200 };

export const rollingRestart: Row = {
  number: 13,
  name: 'rolling-restart',
  fault: `SIGTERM and restart of one replica after the other, with two replicas and round_robin, under load: ${PACE.perSecond} requests/s in the long form`,
  holds: 'no call fails, whether or not the machine reaches that rate',
  async run(run) {
    const { intake } = run.system;
    const second = await run.system.addReplica('incident-intake');
    run.callAt(addressOfAll([intake, second]));
    const began = performance.now();
    const rateText = run.seconds < LONG_SECONDS ? callAsFastAsAnswered(run.callers) : callAtPace(run.callers);
    let restarts = 0;
    do {
      for (const replica of [intake, second]) {
        await sleep(500);
        await replica.stop();
        await replica.start();
        restarts += 1;
      }
    } while (performance.now() < began + run.seconds * 1_000);
    await run.callers.abandon();
    run.note(`${restarts} restarts; ${rateText((performance.now() - began) / 1_000)}`);
    run.requireAllAnswered();
    await second.stop();
  },
};

type RateText = (seconds: number) => string;

function callAsFastAsAnswered(callers: Callers): RateText {
  callers.start(16);
  return (seconds) =>
    `${(callers.recorder.operations().length / seconds).toFixed(0)} requests/s, as many as 16 callers send`;
}

function callAtPace(callers: Callers): RateText {
  const offered = callers.offer(PACE);
  return (seconds) => {
    const rate = `${PACE.perSecond} requests/s were due and ${(offered.sent / seconds).toFixed(0)} were sent`;
    if (offered.leftOut === 0) return rate;
    return `${rate}: the machine did not reach the rate; ${offered.leftOut} were skipped while ${PACE.mostAtOnce} waited`;
  };
}

/** One address for several replicas, with client-side load balancing. */
function addressOfAll(replicas: readonly Service[]): string {
  return `ipv4:${replicas.map(({ port }) => `127.0.0.1:${port}`).join(',')}`;
}
