import { describe, expect, it } from 'vitest';
import { CommitTimes } from './batch-queue.ts';

function paced() {
  let now = 0;
  const pace = new CommitTimes(() => now);
  return {
    pace,
    pass: (ms: number): void => {
      now += ms;
    },
    commits: (times: number, ms: number, isCommitted = true): void => {
      for (let time = 0; time < times; time += 1) {
        pace.begin();
        now += ms;
        pace.end(isCommitted);
      }
    },
  };
}

describe('the estimated wait', () => {
  it('is zero while no commit is in progress, whatever the last commits took', () => {
    const { pace, commits } = paced();
    expect(pace.waitMs(0)).toBe(0);
    commits(50, 60_000);
    expect(pace.waitMs(40)).toBe(0);
  });

  it('is the rest of the current commit and the batches before it', () => {
    const { pace, commits, pass } = paced();
    commits(100, 20);
    pace.begin();
    pass(5);
    expect(pace.waitMs(0)).toBeCloseTo(15, 3);
    expect(pace.waitMs(10)).toBeCloseTo(215, 3);
  });

  it('grows while a commit is stuck', () => {
    const { pace, commits, pass } = paced();
    commits(100, 20);
    pace.begin();
    pass(3_000);
    expect(pace.waitMs(0)).toBe(3_000);
  });

  it('ignores failed commits: they may have waited for an unavailable database', () => {
    const { pace, commits, pass } = paced();
    commits(100, 20);
    commits(100, 3_000, false);
    pace.begin();
    pass(1);
    expect(pace.waitMs(0)).toBeCloseTo(19, 3);
  });
});
