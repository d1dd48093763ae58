import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
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
    expect(await Promise.race([answer, newcomer, sleep(100, 'silence')])).toBe('silence');

    proxy.restore();
    expect(await answer).toBe('late');
    expect(await newcomer).toBe('new');
  });

  it('delay: each direction takes that long, in parallel for subsequent data', async () => {
    const client = await open();
    proxy.delay(300);
    const began = performance.now();
    client.write('one');
    await sleep(50);
    client.write('two');
    let text = '';
    while (text.length < 6) text += ((await once(client, 'data')) as [Buffer])[0].toString();
    const took = performance.now() - began;
    expect(text).toBe('onetwo');
    expect(took).toBeGreaterThanOrEqual(645);
    // One after the other would take 1,200 ms.
    expect(took).toBeLessThan(1_150);
  });
});
