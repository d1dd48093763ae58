import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import { describe, expect, it } from 'vitest';
import { eventually, startTestNats, type TestNats } from './index.ts';

/** Publishes one message to the stream "facts", created if missing, and returns its number of messages. */
async function publish(nats: TestNats): Promise<number> {
  const connection = await connect(nats.connectOptions);
  try {
    const manager = await jetstreamManager(connection);
    await manager.streams.add({ name: 'facts', subjects: ['facts.>'] });
    await jetstream(connection).publish('facts.one');
    return (await manager.streams.info('facts')).state.messages;
  } finally {
    await connection.close();
  }
}

describe('startTestNats', () => {
  it('gives each caller its own streams', async () => {
    const [one, two] = await Promise.all([startTestNats(), startTestNats()]);
    expect(await publish(one)).toBe(1);
    expect(await publish(two)).toBe(1);
    await Promise.all([one.stop(), two.stop()]);
  });

  it('keeps streams over stop and start, and loses them when wiped, on the same port', async () => {
    const nats = await startTestNats();
    expect(await publish(nats)).toBe(1);
    await nats.stop();
    await expect(connect({ ...nats.connectOptions, reconnect: false })).rejects.toThrow('connection refused');
    await nats.restart();
    expect(await eventually(() => publish(nats))).toBe(2);
    await nats.wipe();
    expect(await eventually(() => publish(nats))).toBe(1);
    await nats.stop();
  });

  it('with tls accepts only clients with certificates of the run', async () => {
    const nats = await startTestNats({ tls: true });
    expect(await publish(nats)).toBe(1);
    const { caFile } = nats.connectOptions.tls ?? { caFile: '' };
    // Its alert and the end of the connection reach the client in either order; the log has the server's own reason.
    await expect(connect({ servers: nats.url, tls: { caFile }, reconnect: false })).rejects.toThrow(
      /certificate required|ECONNRESET/,
    );
    const log = join(dirname(nats.storeDir), 'nats.log');
    await eventually(() => expect(readFileSync(log, 'utf8')).toContain("client didn't provide a certificate"));
    await nats.stop();
  });
});
