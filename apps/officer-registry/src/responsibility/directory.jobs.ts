import type { Job } from '@safe-community/service-kit';
import type { Directory } from './directory.adapter.ts';

/** The maximum age of a response after a commit of another replica. */
const REFRESH_EVERY_MS = 1_000;

/** Finds what other replicas have committed. */
export function refreshDirectory(directory: Directory): Job {
  return {
    name: 'refresh-directory',
    everyMs: REFRESH_EVERY_MS,
    async run() {
      await directory.refresh();
      return 0;
    },
  };
}
