import { untilAtRest } from '../verifier/until-at-rest.ts';
import { untilPublished } from '../verifier/until-published.ts';
import { LONG_SECONDS } from '../long-form.ts';
import type { Row } from '../row.ts';
import { NODES } from '../system/nats-cluster.ts';

const DEATHS = 6;
const PUBLISHED_WITHIN_MS = 60_000;

export const natsLeaderKilled: Row = {
  number: 5,
  name: 'nats-leader-killed',
  fault: `kill -9 and restart of the stream leader, in a NATS cluster of ${NODES} nodes, ${DEATHS} times under load`,
  holds: 'no call to intake fails; everything is published and counted each time, without intervention',
  async run(run) {
    const { system, seconds } = run;
    const cluster = await system.startNatsCluster();
    try {
      await system.restartServices({ NATS_SERVERS: cluster.addresses, STREAM_REPLICAS: String(NODES) });
      run.callers.start(8);
      await untilPublished(system, PUBLISHED_WITHIN_MS);
      await cluster.untilReplicated('incidents');
      const killed: string[] = [];
      for (let deaths = seconds < LONG_SECONDS ? 1 : DEATHS; deaths > 0; deaths -= 1) {
        const leader = await cluster.killLeader('incidents');
        await run.changeBeats();
        const tookMs = await untilPublished(system, PUBLISHED_WITHIN_MS);
        killed.push(`${leader} (${(tookMs / 1_000).toFixed(1)} s)`);
      }
      run.note(`killed nodes, with the time until everything was published: ${killed.join(', ')}`);
      await run.callers.finish();
      run.requireAllAnswered();
      // Checked before the other NATS returns, which would refill what the cluster lost.
      await untilAtRest(system, PUBLISHED_WITHIN_MS);
    } finally {
      await system.restartServices();
      await cluster.stop();
    }
  },
};
