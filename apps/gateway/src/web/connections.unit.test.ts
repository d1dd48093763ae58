import { connect, type Socket } from 'node:net';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ANSWERS } from '../../test/answers.ts';
import { runPages } from '../../test/running-pages.ts';
import { countByNetwork } from './connections.ts';

test('a network with too many connections gets no other, until it closes one', async () => {
  const pages = await runPages(ANSWERS, { mostOfNetwork: 2 });
  const first = await open(pages.port);
  const second = await open(pages.port);
  expect([await answers(first), await answers(second)]).toEqual([true, true]);
  expect(await answers(await open(pages.port))).toBe(false);
  expect(await answers(second)).toBe(true);
  first.destroy();
  // The server sees the end of the first a moment later.
  await expect.poll(async () => answers(await open(pages.port))).toBe(true);
  second.destroy();
  await pages.stop();
});

test('networks do not share their limit', () => {
  const connections = countByNetwork(1);
  expect([connections.add('a'), connections.add('b'), connections.add('a'), connections.open()]).toEqual([
    true,
    true,
    false,
    2,
  ]);
});

test('whatever opens and closes, no network exceeds its limit, and all that closes is forgotten', () => {
  const steps = fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.boolean()), { maxLength: 60 });
  const holds = (moves: readonly (readonly [string, boolean])[]): void => {
    const connections = countByNetwork(2);
    const open: string[] = [];
    for (const [network, opens] of moves) {
      if (opens && connections.add(network)) open.push(network);
      else if (!opens && open.includes(network)) connections.remove(open.splice(open.indexOf(network), 1).join(''));
      expect(connections.open()).toBe(open.length);
      expect(open.filter((one) => one === network).length).toBeLessThanOrEqual(2);
    }
  };
  fc.assert(fc.property(steps, holds));
});

async function open(port: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => undefined);
  await new Promise((resolve) => socket.once('connect', resolve));
  return socket;
}

/** Whether a request on this connection is answered; otherwise it was closed. */
function answers(socket: Socket): Promise<boolean> {
  return new Promise((resolve) => {
    socket.once('data', () => resolve(true));
    socket.once('close', () => resolve(false));
    socket.write('GET /health HTTP/1.1\r\nHost: x\r\n\r\n');
  });
}
