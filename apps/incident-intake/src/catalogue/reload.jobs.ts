import { readFile } from 'node:fs/promises';
import type { Job } from '@safe-community/service-kit';
import { readCatalogueFile } from './catalogue-file.adapter.ts';
import type { StoredCatalogue } from './catalogue.store.ts';

const EVERY_MS = 5_000;

/**
 * Reads the catalogue file again when its content has changed. A file with mistakes makes the job fail, which names all of
 * them and alerts people; the former catalogue stays in force.
 */
export function reloadJob(stored: Pick<StoredCatalogue, 'reload'>, file: string): Job {
  let known: string | undefined;
  return {
    name: 'reload-catalogue',
    everyMs: EVERY_MS,
    async run() {
      const content = await readFile(file, 'utf8');
      // Only a change of its own file, so that replicas with different files do not take turns.
      if (content === known) return 0;
      await stored.reload(readCatalogueFile(file));
      known = content;
      return 0;
    },
  };
}
