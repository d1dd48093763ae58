import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { expect, test } from 'vitest';
import { ANSWERS } from '../../test/answers.ts';
import { rawAnswer } from '../../test/raw-answer.ts';
import { runPages } from '../../test/running-pages.ts';

/** The server renders all answers before it waits for the reader, which takes long on a busy machine. */
const PATIENT_MS = 100_000;

const SHORT = {
  headersTimeout: 200,
  requestTimeout: 400,
  silenceTimeout: 500,
  keepAliveTimeout: 200,
  connectionsCheckingInterval: 50,
  maxHeaderSize: 8_192,
};

test('a client that is slow to send its headers, or sends too many, is cut off', async () => {
  // More than our limit, less than that of Node.
  const pages = await runPages(ANSWERS);
  expect(await rawAnswer(pages.port, `GET / HTTP/1.1\r\nHost: x\r\nX: ${'a'.repeat(9_000)}\r\n\r\n`)).toContain('431');
  await pages.stop();
  const slow = await runPages(ANSWERS, { limits: SHORT });
  expect(await rawAnswer(slow.port, 'GET / HTTP/1.1\r\nHost: x\r\n')).toContain('408');
  await slow.stop();
});

test('a client that is slow to send its form is cut off', async () => {
  const slow = await runPages(ANSWERS, { limits: SHORT });
  const head =
    'POST /track HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 100';
  expect(await rawAnswer(slow.port, `${head}\r\n\r\ntoken=`)).not.toContain('200 OK');
  await slow.stop();
  expect(slow.log.join('')).not.toContain('because of a bug');
});

test(
  'a client that does not read its answers loses its connection to others',
  { timeout: 2 * PATIENT_MS },
  async () => {
    const slow = await runPages(ANSWERS, { maxConnections: { ofAddress: 1, ofNetwork: 5, ofAll: 5 } });
    const reader = await deaf(slow.port);
    const isServed = () =>
      slow.get('/health').then(
        ({ ok }) => ok,
        () => false,
      );
    await expect.poll(isServed, { timeout: PATIENT_MS }).toBe(true);
    await expectCutOff(reader);
    await slow.stop();
  },
);

test(
  'a client that does not read its answers loses its connection when nobody needs it',
  { timeout: 2 * PATIENT_MS },
  async () => {
    const slow = await runPages(ANSWERS, { limits: SHORT });
    await expectCutOff(await deaf(slow.port));
    await slow.stop();
  },
);

/** A client that asks for more than the buffers of both sides hold, and reads nothing. */
async function deaf(port: number): Promise<Socket> {
  const reader = connect(port, '127.0.0.1');
  reader.on('error', () => undefined);
  reader.write('GET /map HTTP/1.1\r\nHost: x\r\n\r\n'.repeat(200));
  await once(reader, 'ready');
  return reader;
}

/** A socket that does not read learns from a write that it was closed. Each is rarer than what keeps it open. */
async function expectCutOff(socket: Socket): Promise<void> {
  const isClosed = () => socket.closed || (socket.write('\r\n'), false);
  await expect.poll(isClosed, { timeout: PATIENT_MS, interval: 1_000 }).toBe(true);
}
