import { Metadata, status } from '@grpc/grpc-js';
import { expect, test } from 'vitest';
import { CallError } from '../connection/call-error.ts';
import { createRetry } from './retry-transient.ts';

const MINUTE = 60_000;
const ROLLOUT = { name: 'camera-rollout', address: 'localhost:50053', caFile: '/pki/ca.pem' };

function failed(code: status): CallError {
  return new CallError(ROLLOUT, Object.assign(new Error('late'), { code, details: 'late', metadata: new Metadata() }));
}

/** Calls that take some time each, and may fail first. */
function clocked() {
  let now = 0;
  const retry = createRetry({
    now: () => now,
    sleep: (ms) => {
      now += ms;
      return Promise.resolve();
    },
  });
  let calls = 0;
  const call = (takesMs: number, failures: number, error: Error) => () => {
    now += takesMs;
    calls += 1;
    return calls > failures ? Promise.resolve('answer') : Promise.reject(error);
  };
  return { retry, call, calls: () => calls };
}

test.each([status.DEADLINE_EXCEEDED, status.UNAVAILABLE, status.RESOURCE_EXHAUSTED])(
  'a call that fails with code %i is repeated until it is answered',
  async (code) => {
    const { retry, call, calls } = clocked();
    expect(await retry(call(2 * MINUTE, 2, failed(code)))).toBe('answer');
    expect(calls()).toBe(3);
  },
);

test('a call is given up when nothing has been answered for five minutes', async () => {
  const { retry, call, calls } = clocked();
  await expect(retry(call(2 * MINUTE, 100, failed(status.DEADLINE_EXCEEDED)))).rejects.toThrow(
    'camera-rollout at localhost:50053 did not respond in time.',
  );
  expect(calls()).toBe(3);
});

test('a call waits on as long as others are answered', async () => {
  const { retry, call, calls } = clocked();
  const late = call(2 * MINUTE, 10, failed(status.DEADLINE_EXCEEDED));
  const answer = await retry(async () => {
    await retry(() => Promise.resolve('another answer'));
    return late();
  });
  expect([answer, calls()]).toEqual(['answer', 11]);
});

test('other errors are thrown at once, except for those that a later event removes', async () => {
  const { retry, call, calls } = clocked();
  await expect(retry(call(0, 100, failed(status.NOT_FOUND)))).rejects.toThrow('NOT_FOUND');
  await expect(retry(call(0, 100, new Error('bug')))).rejects.toThrow('bug');
  expect(calls()).toBe(2);
});
