import { setImmediate as endOfTurn, setTimeout as sleep } from 'node:timers/promises';
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

/** The longest that a timer can wait: no test lasts as long. */
const NEVER_MS = 2 ** 31 - 1;

/** A job that counts its runs, and does `each` with the number of the run. */
function noting(everyMs: number, each: (run: number) => number | Promise<number>): Job & { runs(): number } {
  let runs = 0;
  return {
    name: 'noting',
    everyMs,
    runs: () => runs,
    run: async () => {
      runs += 1;
      return each(runs);
    },
  };
}

test('a job repeats at once while it finds work, and then at its interval', async () => {
  const rare = noting(NEVER_MS, (count) => (count < 50 ? 1 : 0));
  const frequent = noting(10, () => 0);
  run([rare, frequent]);
  await eventually(() => expect(rare.runs()).toBe(50));
  const before = frequent.runs();
  await eventually(() => expect(frequent.runs()).toBeGreaterThan(before + 10));
  expect(rare.runs()).toBe(50);
});

test('runs no job before the service is ready, or after an early stop', async () => {
  const job = noting(10, () => 0);
  const { promise, resolve } = Promise.withResolvers<void>();
  const early = noting(10, () => 0);
  const stopped = run([early], promise);
  run([job], promise);
  const other = noting(10, () => 0);
  run([other]);
  await eventually(() => expect(other.runs()).toBeGreaterThan(3));
  expect(job.runs()).toBe(0);
  await stopped.stop();
  resolve();
  await eventually(() => expect(job.runs()).toBeGreaterThan(2));
  expect(early.runs()).toBe(0);
});

test('logs a failing job at growing intervals, affects no other job, and resets on success', async () => {
  const runs: string[] = [];
  const failing = noting(10, (count) => {
    runs.push('failing');
    return count === 3 ? 0 : Promise.reject(new TypeError('Канарко'));
  });
  const other = noting(400, () => {
    runs.push('other');
    return 0;
  });
  const { lines } = run([failing, other]);
  await eventually(() => expect(failing.runs()).toBeGreaterThan(3));
  const told = lines().filter(({ message }) => message === 'job failed because of a bug');
  expect(told.map(({ level, job, attempt, delayMs }) => [level, job, attempt, delayMs])).toEqual([
    ['error', 'noting', 1, 500],
    ['error', 'noting', 2, 1_000],
    ['error', 'noting', 1, 500],
  ]);
  // Timers of one process fire in the order in which they are due.
  const [, first, second] = runs.join(' ').split('failing');
  expect([first, second]).toEqual([expect.stringContaining('other'), expect.stringContaining('other')]);
  expect(JSON.stringify(lines())).not.toContain('Канарко');
});

const refused = () => Object.assign(new Error('away'), { code: 'ECONNREFUSED' });

test('logs an unavailable database once per outage', async () => {
  const away = (): Promise<never> => Promise.reject(refused());
  const job = noting(10, (count) => (count === 3 || count > 4 ? 0 : away()));
  const { lines } = run([job]);
  await eventually(() => expect(job.runs()).toBeGreaterThan(5));
  expect(lines().map(({ level, message }) => [level, message])).toEqual([
    ['warn', 'job waits for the database'],
    ['warn', 'job waits for the database'],
  ]);
});

test('logs once per outage what a job needs outside, also when runs between find nothing', async () => {
  const blocked = (): Promise<never> => Promise.reject(new JobBlocked('the store is away', { cause: refused() }));
  const job = noting(10, (count) => ([3, 5, 7].includes(count) || count > 9 ? 0 : count === 6 ? 1 : blocked()));
  const { lines } = run([job]);
  await eventually(() => expect(job.runs()).toBeGreaterThan(10));
  expect(lines().map(({ level, message, job: name }) => [level, message, name])).toEqual([
    ['error', 'job waits for what it needs outside', 'noting'],
    ['error', 'job waits for what it needs outside', 'noting'],
  ]);
  expect(JSON.stringify(lines())).toContain('the store is away');
});

test('a stop waits for the current run, but not forever', async () => {
  const held = Promise.withResolvers<number>();
  const slow = noting(10, () => held.promise);
  const waiting = run([slow]);
  await eventually(() => expect(slow.runs()).toBe(1));
  let isStopped = false;
  const stopping = waiting.stop().then(() => (isStopped = true));
  await endOfTurn();
  expect(isStopped).toBe(false);
  held.resolve(1);
  await stopping;
  expect(slow.runs()).toBe(1);

  const endless = noting(10, () => new Promise<number>(() => undefined));
  const stuck = run([endless]);
  await eventually(() => expect(endless.runs()).toBe(1));
  await stuck.stop();
});

test('a run that a stop cuts off is no bug', async () => {
  const begun = Promise.withResolvers<void>();
  const job: Job = {
    name: 'cut',
    everyMs: 10,
    run(signal) {
      begun.resolve();
      return sleep(60_000, 0, { signal });
    },
  };
  const { lines, stop } = run([job]);
  await begun.promise;
  await stop();
  expect(lines().map(({ level, message }) => [level, message])).toEqual([
    ['info', 'job interrupted by the stop; it continues after the next start'],
  ]);
});
