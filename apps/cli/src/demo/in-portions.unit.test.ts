import { expect, test } from 'vitest';
import { inPortions } from './in-portions.ts';

test('all rows are sent in order, in calls of at most 200, each with a name of its own', async () => {
  const rows = Array.from({ length: 450 }, (_, index) => index);
  const sent: number[] = [];
  const names = await inPortions(rows, (portion, name) => {
    sent.push(...portion);
    return Promise.resolve(name);
  });
  expect(sent).toEqual(rows);
  expect(names).toEqual(['0+200', '200+200', '400+50']);
});

test('nothing is sent without rows, and nothing after an error', async () => {
  expect(await inPortions([], () => Promise.reject(new Error('sent')))).toEqual([]);
  let calls = 0;
  const rows = Array.from({ length: 450 }, () => 0);
  await expect(
    inPortions(rows, () => {
      calls += 1;
      return Promise.reject(new Error('broken'));
    }),
  ).rejects.toThrow('broken');
  expect(calls).toBe(1);
});
