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
  let now = 0;
  const sleep = async (ms: number): Promise<void> => void (now += ms);
  await keepPace({ perSecond: 1_000, mostAtOnce }, send, isOver, offered, { now: () => now, sleep });
  return { ...offered, answered };
}

it('sends what is due on time, even without answers, and waits for all answers', async () => {
  expect(await offer(10_000)).toEqual({ sent: DUE, leftOut: 0, answered: DUE });
});

it('skips requests above the concurrency limit, and counts them', async () => {
  expect(await offer(10)).toEqual({ sent: 10, leftOut: DUE - 10, answered: 10 });
});
