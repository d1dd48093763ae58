import type { Database } from '@safe-community/database';
import { ledgerProgress } from '@safe-community/ledger';
import type { Job } from './run-jobs.ts';

const EVERY_MS = 500;
/** What another replica left undone waits no longer than this. */
const MAX_REST_MS = 60_000;

/**
 * A job for what follows from the service's own writes and the events that it consumes: it rests while there are none.
 *
 * @param run resolves to the number of items, as `Job.run` does.
 * @param everyMs `Job.everyMs`.
 */
export function onProgress(name: string, database: Database, run: () => Promise<number>, everyMs = EVERY_MS): Job {
  let done: { readonly progress: string; readonly at: number } | undefined;
  return {
    name,
    everyMs,
    async run() {
      const progress = await recentProgress(database);
      if (progress === done?.progress && performance.now() - done.at < MAX_REST_MS) return 0;
      const count = await run();
      // What was committed while it ran has moved the progress.
      if (count === 0) done = { progress, at: performance.now() };
      return count;
    },
  };
}

/** The jobs share a reading. A service in which nothing has happened for a while reads less often. */
const FRESH_MS = 400;
const QUIET_FRESH_MS = 2_000;
const QUIET_AFTER_MS = 15_000;

interface Reading {
  readonly progress: Promise<string>;
  readonly at: number;
  changedAt: number;
}

const readings = new WeakMap<Database, Reading>();

function recentProgress(database: Database): Promise<string> {
  const now = performance.now();
  const last = readings.get(database);
  const isQuiet = last !== undefined && now - last.changedAt > QUIET_AFTER_MS;
  if (last !== undefined && now - last.at < (isQuiet ? QUIET_FRESH_MS : FRESH_MS)) return last.progress;
  const reading: Reading = { progress: read(), at: now, changedAt: last?.changedAt ?? now };
  readings.set(database, reading);
  return reading.progress;

  async function read(): Promise<string> {
    const [before, progress] = await Promise.all([last?.progress.catch(() => ''), ledgerProgress(database.em.fork())]);
    if (progress !== before) reading.changedAt = now;
    return progress;
  }
}
