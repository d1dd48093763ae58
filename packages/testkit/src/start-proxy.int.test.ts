import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { eventually, startProxy, type Proxy } from './index.ts';

let echo: Server;
let proxy: Proxy;
const clients: Socket[] = [];

beforeEach(async () => {
  echo = createServer((socket) => socket.on('error', () => undefined).pipe(socket));
  echo.listen(0, '127.0.0.1');
  await once(echo, 'listening');
  proxy = await startProxy((echo.address() as AddressInfo).port);
});

afterEach(async () => {
  clients.splice(0).forEach((client) => client.destroy());
  await proxy.close();
  echo.close();
});

/** A connection through the proxy. */
async function open(): Promise<Socket> {
  const client = connect(proxy.port, '127.0.0.1');
  clients.push(client);
  await once(client, 'connect');
  return client;
}

async function ask(client: Socket, text: string): Promise<string> {
  client.write(text);
  const [data] = (await once(client, 'data')) as [Buffer];
  return data.toString();
}

/** Past the proxy, some times: longer than through it. */
async function askDirectly(text: string): Promise<string> {
  const direct = connect((echo.address() as AddressInfo).port, '127.0.0.1');
  clients.push(direct);
  await once(direct, 'connect');
  for (let times = 1; times < 20; times += 1) await ask(direct, text);
  return ask(direct, text);
}

describe('startProxy', () => {
  it('forwards data, also more than any buffer, and the end', async () => {
    const client = await open();
    const sent = Buffer.alloc(8 * 1024 * 1024, 'x');
    client.end(sent);
    let received = 0;
    for await (const chunk of client) received += (chunk as Buffer).length;
    expect(received).toBe(sent.length);
  });

  it('cut: resets open and new connections until restored', async () => {
    const client = await open();
    await ask(client, 'before');
    const reset = once(client, 'error');
    proxy.cut();
    expect(((await reset) as [NodeJS.ErrnoException])[0].code).toBe('ECONNRESET');
    await expect(open().then((late) => ask(late, 'during'))).rejects.toThrow('ECONNRESET');

    proxy.restore();
    expect(await ask(await open(), 'after')).toBe('after');
  });

  it('counts open connections and all attempts', async () => {
    expect([proxy.tried, proxy.open]).toEqual([0, 0]);
    const first = await open();
    const second = await open();
    await ask(second, 'second');
    expect([proxy.tried, proxy.open]).toEqual([2, 2]);
    first.destroy();
    await eventually(() => expect([proxy.tried, proxy.open]).toEqual([2, 1]));
    const reset = once(second, 'error');
    proxy.cut();
    await reset;
    await expect(open().then((late) => ask(late, 'during'))).rejects.toThrow('ECONNRESET');
    await eventually(() => expect([proxy.tried, proxy.open]).toEqual([3, 0]));
  });

  it('blackhole: keeps connections open and silent, and delivers the data after restore', async () => {
    const client = await open();
    await ask(client, 'before');
    proxy.blackhole();
    const answer = ask(client, 'late');
    const newcomer = ask(await open(), 'new');
    expect(await Promise.race([answer, newcomer, askDirectly('silence')])).toBe('silence');

    proxy.restore();
    expect(await answer).toBe('late');
    expect(await newcomer).toBe('new');
  });

  it('delay: each direction takes that long, in parallel for subsequent data', async () => {
    const client = await open();
    let text = '';
    client.on('data', (data: Buffer) => (text += data.toString()));
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    proxy.delay(300);
    const areOnTheWay = (count: number) => eventually(() => expect(vi.getTimerCount()).toBe(count));
    client.write('one');
    await areOnTheWay(1);
    vi.advanceTimersByTime(50);
    client.write('two');
    await areOnTheWay(2);
    // The first has arrived, and its echo is on the way back; then the same of the second.
    vi.advanceTimersByTime(250);
    await areOnTheWay(2);
    vi.advanceTimersByTime(50);
    await areOnTheWay(2);
    vi.advanceTimersByTime(249);
    await areOnTheWay(2);
    vi.advanceTimersByTime(1);
    await eventually(() => expect(text).toBe('one'));
    vi.advanceTimersByTime(49);
    await areOnTheWay(1);
    vi.advanceTimersByTime(1);
    await eventually(() => expect(text).toBe('onetwo'));
  });
});
