import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { inParallel } from './in-parallel.ts';

test('returns the results in order and never exceeds the limit', async () => {
  let [atWork, most] = [0, 0];
  const results = await inParallel([5, 1, 4, 2, 3], 2, async (item) => {
    atWork += 1;
    most = Math.max(most, atWork);
    await sleep(item);
    atWork -= 1;
    return item * 10;
  });
  expect(results).toEqual([50, 10, 40, 20, 30]);
  expect(most).toBe(2);
});

test('rejects with the first error and starts nothing after it', async () => {
  const begun: number[] = [];
  const work = inParallel([1, 2, 3, 4, 5, 6], 2, async (item) => {
    begun.push(item);
    await sleep(1);
    if (item === 2) throw new Error('two');
    await sleep(5);
  });
  await expect(work).rejects.toThrow('two');
  await sleep(30);
  expect(begun).toEqual([1, 2]);
});
