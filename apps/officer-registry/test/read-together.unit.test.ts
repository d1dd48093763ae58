import { currentCall, runForCall } from '@safe-community/telemetry';
import { expect, test } from 'vitest';
import { readTogether } from '../src/outbound/postgres/read-together.ts';

test('questions of one moment are one read, and the same question is asked once', async () => {
  const { reads, read, finish } = reader();
  const ask = readTogether(read);
  const answers = [ask('a'), ask('b'), ask('a'), ask('nobody')];
  await tick();
  finish();
  expect(await Promise.all(answers)).toEqual(['A', 'B', 'A', undefined]);
  expect(reads).toEqual([['a', 'b', 'nobody']]);
});

test('a read is for all who ask, not for the call that asked first', async () => {
  const scopes: unknown[] = [];
  const ask = readTogether(async () => {
    scopes.push(currentCall());
    return new Map([['a', 'A']]);
  });
  expect(await runForCall({ signal: new AbortController().signal, deadline: 1 }, () => ask('a'))).toBe('A');
  expect(scopes).toEqual([undefined]);
});

test('a question that comes while a read is under way is answered by a later read, also when it is the same', async () => {
  const { reads, read, finish } = reader();
  const ask = readTogether(read);
  const first = ask('a');
  await tick();
  const second = ask('a');
  finish();
  expect(await first).toBe('A');
  await tick();
  finish();
  expect(await second).toBe('A');
  expect(reads).toEqual([['a'], ['a']]);
});

test('a read that fails fails for its questions, not for later ones', async () => {
  const { read, finish, fail } = reader();
  const ask = readTogether(read);
  const answers = Promise.allSettled([ask('a'), ask('b')]);
  await tick();
  fail();
  expect((await answers).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  const later = ask('a');
  await tick();
  finish();
  expect(await later).toBe('A');
});

test('a read takes 500 at the most, the others follow', async () => {
  const { reads, read, finish } = reader();
  const ask = readTogether(read);
  const answers = Promise.all(Array.from({ length: 501 }, (_, index) => ask(`k${index}`)));
  await tick();
  finish();
  await tick();
  finish();
  expect(await answers).toHaveLength(501);
  expect(reads.map((keys) => keys.length)).toEqual([500, 1]);
});

/** Reads whose end the test decides: the answer to a key is the key in capitals. */
function reader() {
  const reads: (readonly string[])[] = [];
  let settle = Promise.withResolvers<void>();
  return {
    reads,
    read: async (keys: readonly string[]): Promise<Map<string, string>> => {
      reads.push(keys);
      settle = Promise.withResolvers<void>();
      await settle.promise;
      return new Map(keys.filter((key) => key !== 'nobody').map((key) => [key, key.toUpperCase()]));
    },
    finish: () => settle.resolve(),
    fail: () => settle.reject(new Error('failed')),
  };
}

function tick(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
