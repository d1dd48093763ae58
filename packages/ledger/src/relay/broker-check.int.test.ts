import { jetstreamManager, type StreamConfig } from '@nats-io/jetstream';
import { LOCAL_STREAM_POLICY, onReconnect } from '@safe-community/events';
import { eventually, startTestNats, testPki, type TestNats } from '@safe-community/testkit';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { startRelay, type ServerPolicy } from '../index.ts';
import { capturedLog, connectTo, markOf, openLedger, report, type Ledger } from '../../test/ground.ts';
import { startGauges } from '../../test/gauges.ts';
import { deleteStream, listen } from '../../test/consumers.ts';

const DIFFERENCES = 'safe_community.broker.differences';

let nats: TestNats;
let ledger: Ledger;

beforeEach(async () => {
  [nats, ledger] = await Promise.all([startTestNats(), openLedger()]);
  return () => nats.stop();
});

/** A relay whose log can be read back. */
async function relay(serverPolicy?: ServerPolicy) {
  const nc = await connectTo(nats);
  const { logger, lines } = capturedLog();
  const running = startRelay({
    installation: 'demonstration',
    database: ledger.database,
    databaseUrl: ledger.url,
    broker: Promise.resolve(nc),
    producer: 'incidents',
    streamPolicy: LOCAL_STREAM_POLICY,
    serverPolicy,
    wakeup: ledger.wakeup,
    logger,
  });
  onTestFinished(() => running.stop());
  const said = (setting: string) => lines().filter((line) => line['setting'] === setting);
  return { nc, lines, said };
}

async function madeByHand(config: Partial<StreamConfig>): Promise<void> {
  const { streams } = await jetstreamManager(await connectTo(nats));
  await streams.add({ name: 'INCIDENTS', subjects: ['safecommunity.incidents.v1.>'], ...config });
}

describe('a stream with other settings', () => {
  it('is updated where that is safe; other differences are logged once, exported, and block nothing', async () => {
    const gauge = await startGauges();
    await madeByHand({ subjects: ['safecommunity.incidents.v1.>', 'other.>'], max_bytes: 1_000_000 });
    const { nc, said } = await relay();
    await report(ledger, 'a');
    await eventually(async () => expect(await markOf(ledger)).toBe(1));
    expect(said('max_bytes')).toMatchObject([
      {
        level: 'warn',
        message: 'stream setting differed from the configuration; updated',
        stream: 'INCIDENTS',
        found: '1000000',
        wanted: '2147483648',
      },
    ]);
    const left = {
      level: 'error',
      message: 'stream setting differs from the configuration; a person has to decide',
      stream: 'INCIDENTS',
      found: '[safecommunity.incidents.v1.>][other.>]',
      wanted: '[safecommunity.incidents.v1.>]',
    };
    expect(said('subjects')).toMatchObject([left]);
    expect(await gauge(DIFFERENCES)).toBe(1);

    await deleteStream(nc);
    await report(ledger, 'b');
    await eventually(async () => expect(await markOf(ledger)).toBe(2));
    expect(await gauge(DIFFERENCES)).toBe(0);
  });

  it('is not logged again on every reconnect', async () => {
    await madeByHand({ max_msg_size: 1_000_000 });
    const { nc, said } = await relay();
    await eventually(() => expect(said('max_msg_size')).toHaveLength(1));
    let reconnects = 0;
    onReconnect(nc, () => (reconnects += 1));
    await nats.kill();
    await nats.restart();
    await eventually(() => expect(reconnects).toBe(1));
    await report(ledger, 'a');
    await eventually(async () => expect(await markOf(ledger)).toBe(1));
    expect(said('max_msg_size')).toHaveLength(1);
  });
});

describe('the sync interval of the servers', () => {
  const policy = (sync: ServerPolicy['sync'], url = nats.monitorUrl): ServerPolicy => ({
    monitors: [{ url, caFile: testPki().caFile }],
    sync,
  });

  it('is logged and exported when it differs from the configuration', async () => {
    const gauge = await startGauges();
    const { said } = await relay(policy('always'));
    await eventually(() => expect(said('sync_interval')).toHaveLength(1));
    expect(said('sync_interval')[0]).toMatchObject({
      level: 'error',
      message: 'NATS server setting differs from the configuration',
      server: new URL(nats.monitorUrl).host,
      found: '120s',
      wanted: 'always',
    });
    expect(await gauge(DIFFERENCES)).toBe(1);
  });

  it('logs nothing when it matches, and an unreadable one without blocking', async () => {
    const same = await relay(policy(120_000));
    await report(ledger, 'a');
    await eventually(async () => expect(await markOf(ledger)).toBe(1));
    expect(same.lines().filter(({ level }) => level === 'error' || level === 'warn')).toEqual([]);

    const unseen = 'cannot read NATS server settings';
    const { lines } = await anotherRelay(policy(120_000, 'http://127.0.0.1:1'));
    await eventually(() => expect(lines().map(({ message }) => message)).toContain(unseen));
    await report(ledger, 'b');
    await eventually(async () => expect(await markOf(ledger)).toBe(1));
  });

  /** Of another service, with its own lease. */
  async function anotherRelay(serverPolicy: ServerPolicy) {
    ledger = await openLedger();
    return relay(serverPolicy);
  }
});

it('logs a missing stream once, not twice a second', async () => {
  const { logger, lines } = capturedLog();
  const warnings = () => lines().filter(({ level }) => level === 'warn');
  const nc = await connectTo(nats);
  const asked = nc.subscribe('$JS.API.STREAM.INFO.INCIDENTS');
  listen(ledger, nc, { logger });
  let tries = 0;
  // A try begins when the one before is logged, or left out.
  for await (const _ of asked) {
    tries += 1;
    if (tries === 4) break;
  }
  expect(warnings()).toMatchObject([{ message: 'consumer stopped; restarting', repeated: 0 }]);
});
