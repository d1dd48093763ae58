import { currentCall, runForCall } from '@safe-community/telemetry';
import { expect, test } from 'vitest';
import { oneAtATime } from './one-at-a-time.adapter.ts';

test('callers that ask during a run share the next one', async () => {
  const runs = stepper();
  const ask = oneAtATime(runs.work);
  const first = ask();
  const later = [ask(), ask(), ask()];
  expect(runs.started()).toBe(1);
  runs.finish();
  await first;
  await tick();
  expect(runs.started()).toBe(2);
  let answered = 0;
  for (const each of later) void each.then(() => (answered += 1));
  await tick();
  expect(answered).toBe(0);
  runs.finish();
  await Promise.all(later);
  expect(runs.started()).toBe(2);
});

test('a run belongs to all its callers, not to the call that asked first', async () => {
  const scopes: unknown[] = [];
  const ask = oneAtATime(async () => void scopes.push(currentCall()));
  await runForCall({ signal: new AbortController().signal, deadline: 1 }, ask);
  expect(scopes).toEqual([undefined]);
});

test('a run that fails rejects for its callers only, and the next one runs', async () => {
  const runs = stepper();
  const ask = oneAtATime(runs.work);
  const first = ask();
  const second = ask();
  runs.fail();
  await expect(first).rejects.toThrow('failed');
  await tick();
  runs.finish();
  await expect(second).resolves.toBeUndefined();
  const third = ask();
  runs.finish();
  await third;
  expect(runs.started()).toBe(3);
});

/** Work that the test completes. */
function stepper() {
  let started = 0;
  let settle = Promise.withResolvers<void>();
  return {
    started: () => started,
    work: () => {
      started += 1;
      settle = Promise.withResolvers<void>();
      return settle.promise;
    },
    finish: () => settle.resolve(),
    fail: () => settle.reject(new Error('failed')),
  };
}

function tick(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
