import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { turns } from './turns.ts';

const later = () => new Promise((resolve) => setImmediate(resolve));

test('work with an id in common runs in the order of the calls, also after a failure', async () => {
  const inTurn = turns(4);
  const [a, b, c] = [randomUUID(), randomUUID(), randomUUID()];
  const done: number[] = [];
  const first = inTurn([a, b], async () => {
    for (let wait = 0; wait < 5; wait += 1) await later();
    done.push(1);
    throw new Error('failed');
  });
  const second = inTurn([b, c], async () => {
    await later();
    done.push(2);
  });
  const third = inTurn([c], async () => done.push(3));
  await expect(first).rejects.toThrow('failed');
  await Promise.all([second, third]);
  expect(done).toEqual([1, 2, 3]);
});

test.each([
  ['UUIDs', () => randomUUID()],
  ['other texts', (index: number) => `serial number BWC-${index}-X`],
])('as many pieces of work run at once, and no more, with ids that are %s', async (_what, idOf) => {
  const inTurn = turns(4);
  let running = 0;
  let most = 0;
  const work = async () => {
    running += 1;
    most = Math.max(most, running);
    await later();
    running -= 1;
  };
  await Promise.all(Array.from({ length: 200 }, (_, index) => inTurn([idOf(index)], work)));
  expect(most).toBe(4);
});
