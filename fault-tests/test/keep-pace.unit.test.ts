import { expect, it } from 'vitest';
import { keepPace, type Offered } from '../src/load/keep-pace.ts';

const DUE = 150;

/** The result of that many at 1,000 a second, none of which is answered before all were due. */
async function offer(mostAtOnce: number) {
  const offered: Offered = { sent: 0, leftOut: 0 };
  const answers = Promise.withResolvers<void>();
  let answered = 0;
  const send = async (): Promise<void> => {
    await answers.promise;
    answered += 1;
  };
  const isOver = (): boolean => {
    const isAllDue = offered.sent + offered.leftOut >= DUE;
    if (isAllDue) answers.resolve();
    return isAllDue;
  };
  const began = performance.now();
  await keepPace({ perSecond: 1_000, mostAtOnce }, send, isOver, offered);
  return { ...offered, answered, tookMs: performance.now() - began };
}

it('sends what is due on time, even without answers, and waits for all answers', async () => {
  const { sent, leftOut, answered, tookMs } = await offer(10_000);
  expect(sent).toBeGreaterThanOrEqual(DUE);
  expect(sent).toBeLessThanOrEqual(tookMs);
  expect({ leftOut, answered }).toEqual({ leftOut: 0, answered: sent });
});

it('skips requests above the concurrency limit, and counts them', async () => {
  const { sent, leftOut, answered } = await offer(10);
  expect({ sent, answered }).toEqual({ sent: 10, answered: 10 });
  expect(leftOut).toBeGreaterThanOrEqual(DUE - 10);
});
