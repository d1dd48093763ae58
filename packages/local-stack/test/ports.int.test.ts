import { createServer } from 'node:net';
import { once } from 'node:events';
import { expect, it, onTestFinished } from 'vitest';
import { freePort, isPortFree } from '../src/index.ts';

it('gives another free port each time, of those that no system gives by itself', async () => {
  const ports = await Promise.all(Array.from({ length: 200 }, () => freePort()));
  expect(new Set(ports).size).toBe(200);
  expect(Math.min(...ports)).toBeGreaterThanOrEqual(15_000);
  expect(Math.max(...ports)).toBeLessThan(32_768);
});

it('passes over what somebody listens on', async () => {
  const before = await freePort();
  const server = createServer().listen(before + 1, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  expect(await isPortFree(before + 1)).toBe(false);
  expect(await freePort()).not.toBe(before + 1);
});
