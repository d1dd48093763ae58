import type { Job } from '@safe-community/service-kit';
import type { Directory } from './directory.adapter.ts';

/** Half of the second after which a commit of another replica must be in every answer: the read takes time as well. */
const REFRESH_EVERY_MS = 500;

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
