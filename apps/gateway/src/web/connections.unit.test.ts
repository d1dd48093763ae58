import { connect, type Socket } from 'node:net';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ANSWERS } from '../../test/answers.ts';
import { runPages } from '../../test/running-pages.ts';
import { openConnections, type Connection, type MaxConnections } from './connections.ts';

const TWO: MaxConnections = { ofAddress: 2, ofNetwork: 5, ofAll: 5 };

test('an address that holds idle connections gets another one, for which the one that waits the longest is closed', async () => {
  const pages = await runPages(ANSWERS, { maxConnections: TWO });
  const [first, second] = [await open(pages.port), await open(pages.port)];
  expect([await answers(second), await answers(first)]).toEqual([true, true]);
  const third = await open(pages.port);
  expect(await answers(third)).toBe(true);
  expect([await answers(second), await answers(first)]).toEqual([false, true]);
  const silent = await open(pages.port);
  expect([await answers(third), await answers(silent)]).toEqual([false, true]);
  await pages.stop();
});

test('a client that sends the half of a form makes room as well', async () => {
  const pages = await runPages(ANSWERS, { maxConnections: { ...TWO, ofAddress: 1 } });
  const slow = await open(pages.port);
  slow.write('POST /track HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\nExpect: 100-continue\r\n\r\ntok');
  await new Promise((resolve) => slow.once('data', resolve));
  expect(await answers(await open(pages.port))).toBe(true);
  expect(await answers(slow)).toBe(false);
  await pages.stop();
});

test('no connection is closed that the server is at work for: beyond those, a new one is refused', async () => {
  let release = (): void => undefined;
  const asked: string[] = [];
  const hangs = new Promise<void>((resolve) => (release = resolve));
  const pages = await runPages(
    { ...ANSWERS, GetScorecard: (request) => hangs.then(() => ANSWERS['GetScorecard']?.(request)) },
    {
      maxConnections: TWO,
      watchPage: (page) => ({ ...page, read: (wanted) => (asked.push(page.path), page.read(wanted)) }),
    },
  );
  const busy = [await open(pages.port), await open(pages.port)];
  const served = busy.map((socket) => answers(socket, '/scorecard'));
  await expect.poll(() => asked).toEqual(['/scorecard', '/scorecard']);
  expect(await answers(await open(pages.port))).toBe(false);
  release();
  expect(await Promise.all(served)).toEqual([true, true]);
  await expect.poll(async () => answers(await open(pages.port))).toBe(true);
  await pages.stop();
});

/** A connection of an address, whose network is its first letter. */
function connection(address: string, state: ReturnType<Connection['state']> = 'idle') {
  const made = {
    address,
    network: address.slice(0, 1),
    isClosed: false,
    state: () => state,
    close: () => void (made.isClosed = true),
  };
  return made;
}

test.each([
  ['a network', { ofAddress: 9, ofNetwork: 4, ofAll: 9 }],
  ['the gateway', { ofAddress: 9, ofNetwork: 9, ofAll: 4 }],
])('where %s has too many, the address with the most makes room, its idle connections first', (_, max) => {
  const all = openConnections(max);
  const others = connection('n2');
  const [slow, first, last] = [connection('n1', 'slow'), connection('n1'), connection('n1')];
  for (const each of [others, slow, first, last]) expect(all.add(each)).toEqual({ isTaken: true, closed: 0 });
  all.used(first);
  for (const closed of [last, first]) {
    expect(all.add(connection('n3'))).toEqual({ isTaken: true, closed: 1 });
    expect([closed.isClosed, all.open()]).toEqual([true, 4]);
  }
  expect([others.isClosed, slow.isClosed]).toEqual([false, false]);
});

test('what an address holds is no matter of others', () => {
  const all = openConnections({ ofAddress: 1, ofNetwork: 3, ofAll: 9 });
  const [busy, other] = [connection('n1', 'served'), connection('n2')];
  expect([all.add(busy), all.add(other)]).toEqual([
    { isTaken: true, closed: 0 },
    { isTaken: true, closed: 0 },
  ]);
  expect(all.add(connection('n1'))).toEqual({ isTaken: false, closed: 0 });
  expect([busy.isClosed, other.isClosed, all.open()]).toEqual([false, false, 2]);
});

test('whatever opens, is used, and closes: no bound is exceeded, and nothing that is served is closed', () => {
  const max = { ofAddress: 2, ofNetwork: 3, ofAll: 5 };
  const step = fc.tuple(
    fc.constantFrom('a1', 'a2', 'b1', 'b2', 'c1'),
    fc.constantFrom('opens', 'closes', 'is used'),
    fc.constantFrom('idle' as const, 'slow' as const, 'served' as const),
  );
  const holds = (steps: readonly (readonly [string, string, ReturnType<Connection['state']>])[]): void => {
    const all = openConnections(max);
    let open: ReturnType<typeof connection>[] = [];
    for (const [address, what, state] of steps) {
      const known = open.find((each) => each.address === address);
      const made = connection(address, state);
      if (what === 'opens' && all.add(made).isTaken) open.push(made);
      if (what === 'is used' && known !== undefined) all.used(known);
      if (what === 'closes' && known !== undefined) {
        all.remove(known);
        open = open.filter((each) => each !== known);
      }
      expect(open.filter((each) => each.isClosed && each.state() === 'served')).toEqual([]);
      open = open.filter(({ isClosed }) => !isClosed);
      expect(all.open()).toBe(open.length);
      for (const [key, bound] of [
        ['address', max.ofAddress],
        ['network', max.ofNetwork],
      ] as const) {
        for (const each of open) expect(open.filter((one) => one[key] === each[key]).length).toBeLessThanOrEqual(bound);
      }
      expect(open.length).toBeLessThanOrEqual(max.ofAll);
    }
  };
  fc.assert(fc.property(fc.array(step, { maxLength: 60, size: 'max' }), holds));
});

async function open(port: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => undefined);
  await new Promise((resolve) => socket.once('connect', resolve));
  return socket;
}

/** Whether a request on this connection is answered; otherwise it was closed. */
function answers(socket: Socket, path = '/health'): Promise<boolean> {
  return new Promise((resolve) => {
    if (socket.closed) return resolve(false);
    socket.once('data', () => resolve(true));
    socket.once('close', () => resolve(false));
    socket.write(`GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`);
  });
}
