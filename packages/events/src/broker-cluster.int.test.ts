import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import { eventually, startTestNatsCluster, type TestNatsCluster } from '@safe-community/testkit';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { connectBroker, ensureStream, LOCAL_STREAM_POLICY, onReconnect, streamName } from './index.ts';

/** An election takes up to ten seconds, and this machine may be busy. */
const PATIENTLY = { within: 60_000, every: 100 };

let cluster: TestNatsCluster;
beforeAll(async () => {
  cluster = await startTestNatsCluster();
});
afterAll(() => cluster.stop());

it('adds replicas of a stream when more are configured, and never removes one', async () => {
  const { servers, tls } = cluster;
  const nc = await connectBroker({ servers, name: 'test', tls });
  onTestFinished(() => nc.close());
  const ensure = (replicas: number) => ensureStream(nc, 'officers', { ...LOCAL_STREAM_POLICY, replicas });
  await eventually(() => ensure(1), PATIENTLY);
  const { streams } = await jetstreamManager(nc, { checkAPI: false });
  const replicas = async () => (await streams.info(streamName('officers'))).config.num_replicas;
  await eventually(async () => {
    await ensure(3);
    expect(await replicas()).toBe(3);
  }, PATIENTLY);
  const fewer = { setting: 'num_replicas', found: '3', wanted: '1', outcome: 'left' };
  await eventually(async () => expect(await ensure(1)).toEqual([fewer]), PATIENTLY);
  expect(await replicas()).toBe(3);
}, 180_000);

it('fails over when its server is killed, and finds its published messages there', async () => {
  const { servers, tls } = cluster;
  const nc = await connectBroker({ servers, name: 'test', tls });
  onTestFinished(() => nc.close());
  let reconnects = 0;
  onReconnect(nc, () => (reconnects += 1));
  await eventually(() => ensureStream(nc, 'cameras', { ...LOCAL_STREAM_POLICY, replicas: 3 }), PATIENTLY);
  const manager = await jetstreamManager(nc, { checkAPI: false });
  await eventually(async () => {
    const { cluster: nodes, config } = await manager.streams.info(streamName('cameras'));
    expect(config.num_replicas).toBe(3);
    expect(nodes?.replicas?.map(({ current }) => current)).toEqual([true, true]);
  }, PATIENTLY);
  await jetstream(nc).publish('safecommunity.cameras.v1.sample.none.none');

  const first = nc.getServer();
  await cluster.kill(first);
  await eventually(() => expect(reconnects).toBeGreaterThan(0), PATIENTLY);
  expect(nc.getServer()).not.toBe(first);
  await eventually(async () => {
    const { cluster: nodes, state } = await manager.streams.info(streamName('cameras'));
    expect(nodes?.leader).toBeDefined();
    expect(state.messages).toBe(1);
  }, PATIENTLY);
}, 180_000);
