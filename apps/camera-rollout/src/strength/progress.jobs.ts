import type { Database } from '@safe-community/database';
import type { Job } from '@safe-community/service-kit';
import { readProgress } from './strength.store.ts';

const EVERY_MS = 500;
/** What another replica left undone waits no longer than this. */
const MOST_REST_MS = 60_000;

/** A job for what follows from the service's own writes and the registry's events: it rests while there are none. */
export function onProgress(name: string, database: Database, run: () => Promise<number>): Job {
  let done: { readonly progress: string; readonly at: number } | undefined;
  return {
    name,
    everyMs: EVERY_MS,
    async run() {
      const progress = await readProgress(database.em.fork());
      if (progress === done?.progress && performance.now() - done.at < MOST_REST_MS) return 0;
      const count = await run();
      // What was committed while it ran has moved the progress.
      if (count === 0) done = { progress, at: performance.now() };
      return count;
    },
  };
}
