import { setTimeout as sleep } from 'node:timers/promises';
import { createLogger } from '@safe-community/telemetry';
import { eventually } from '@safe-community/testkit';
import { expect, onTestFinished, test } from 'vitest';
import { JobBlocked, runJobs, type Job } from './run-jobs.ts';

interface Ran {
  readonly lines: () => Record<string, unknown>[];
  readonly stop: () => Promise<void>;
}

function run(jobs: readonly Job[], ready = Promise.resolve()): Ran {
  const written: string[] = [];
  const destination = { write: (line: string) => void written.push(line) };
  const running = runJobs(jobs, ready, createLogger({ service: 'test', level: 'info', destination }));
  onTestFinished(() => running.stop());
  return {
    lines: () => written.map((line) => JSON.parse(line) as Record<string, unknown>),
    stop: () => running.stop(),
  };
}

/** A job that records when it ran, in milliseconds from now on, and does `each` with the number of the run. */
function noting(everyMs: number, each: (run: number) => number | Promise<number>): Job & { ranAt: number[] } {
  const began = performance.now();
  const ranAt: number[] = [];
  return {
    name: 'noting',
    everyMs,
    ranAt,
    run: async () => {
      ranAt.push(performance.now() - began);
      return each(ranAt.length);
    },
  };
}

test('a job repeats at once while it finds work, and then at its interval', async () => {
  const job = noting(200, (count) => (count < 50 ? 1 : 0));
  run([job]);
  await eventually(() => expect(job.ranAt.length).toBeGreaterThan(51), { within: 20_000 });
  // 49 intervals would take almost ten seconds.
  expect((job.ranAt[49] ?? 0) - (job.ranAt[0] ?? 0)).toBeLessThan(5_000);
  const [last = 0, next = 0, later = 0] = job.ranAt.slice(49);
  expect(next - last).toBeGreaterThan(190);
  expect(later - next).toBeGreaterThan(190);
});

test('runs no job before the service is ready, or after an early stop', async () => {
  const job = noting(10, () => 0);
  const { promise, resolve } = Promise.withResolvers<void>();
  const early = noting(10, () => 0);
  const stopped = run([early], promise);
  run([job], promise);
  await sleep(60);
  expect(job.ranAt).toEqual([]);
  await stopped.stop();
  resolve();
  await eventually(() => expect(job.ranAt.length).toBeGreaterThan(2));
  expect(early.ranAt).toEqual([]);
});

test('logs a failing job at growing intervals, affects no other job, and resets on success', async () => {
  const failing = noting(10, (count) => (count === 3 ? 0 : Promise.reject(new TypeError('Канарко'))));
  const other = noting(10, () => 0);
  const { lines } = run([failing, other]);
  await eventually(() => expect(failing.ranAt.length).toBeGreaterThan(3));
  const told = lines().filter(({ message }) => message === 'job failed because of a bug');
  expect(told.map(({ level, job, attempt, delayMs }) => [level, job, attempt, delayMs])).toEqual([
    ['error', 'noting', 1, 500],
    ['error', 'noting', 2, 1_000],
    ['error', 'noting', 1, 500],
  ]);
  const [first = 0, second = 0, third = 0] = failing.ranAt;
  expect(second - first).toBeGreaterThan(490);
  expect(third - second).toBeGreaterThan(990);
  expect(other.ranAt.length).toBeGreaterThan(20);
  expect(JSON.stringify(lines())).not.toContain('Канарко');
});

const refused = () => Object.assign(new Error('away'), { code: 'ECONNREFUSED' });

test('logs an unavailable database once per outage', async () => {
  const away = (): Promise<never> => Promise.reject(refused());
  const job = noting(10, (count) => (count === 3 || count > 4 ? 0 : away()));
  const { lines } = run([job]);
  await eventually(() => expect(job.ranAt.length).toBeGreaterThan(5));
  expect(lines().map(({ level, message }) => [level, message])).toEqual([
    ['warn', 'job waits for the database'],
    ['warn', 'job waits for the database'],
  ]);
});

test('logs once per outage what a job needs outside, also when runs between find nothing', async () => {
  const blocked = (): Promise<never> => Promise.reject(new JobBlocked('the store is away', { cause: refused() }));
  const job = noting(10, (count) => ([3, 5, 7].includes(count) || count > 9 ? 0 : count === 6 ? 1 : blocked()));
  const { lines } = run([job]);
  await eventually(() => expect(job.ranAt.length).toBeGreaterThan(10), { within: 20_000 });
  expect(lines().map(({ level, message, job: name }) => [level, message, name])).toEqual([
    ['error', 'job waits for what it needs outside', 'noting'],
    ['error', 'job waits for what it needs outside', 'noting'],
  ]);
  expect(JSON.stringify(lines())).toContain('the store is away');
});

test('a stop waits for the current run, but not forever', async () => {
  let isOver = false;
  const slow = noting(10, async () => {
    await sleep(300);
    isOver = true;
    return 1;
  });
  const waiting = run([slow]);
  await eventually(() => expect(slow.ranAt).toHaveLength(1));
  await waiting.stop();
  expect(isOver).toBe(true);
  expect(slow.ranAt).toHaveLength(1);

  const endless = noting(10, () => new Promise<number>(() => undefined));
  const stuck = run([endless]);
  await eventually(() => expect(endless.ranAt).toHaveLength(1));
  const began = performance.now();
  await stuck.stop();
  expect(performance.now() - began).toBeGreaterThan(1_900);
  expect(performance.now() - began).toBeLessThan(4_000);
});

test('a run that a stop cuts off is no bug', async () => {
  const job: Job = { name: 'cut', everyMs: 10, run: (signal) => sleep(60_000, 0, { signal }) };
  const { lines, stop } = run([job]);
  await sleep(50);
  await stop();
  expect(lines().map(({ level, message }) => [level, message])).toEqual([
    ['info', 'job interrupted by the stop; it continues after the next start'],
  ]);
});
