import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from '@safe-community/database';
import type { Logger } from '@safe-community/telemetry';
import { EncryptionError, type Keyring } from '@safe-community/security/encryption';
import {
  decryptPersonal,
  encryptedOf,
  lockUnindexed,
  reporterDigest,
  saveDigests,
  type EncryptedRow,
  type IndexedReporter,
} from '../incident/module.ts';

/** Few, so that rows are locked for a few milliseconds only. */
const MOST = 100;
const BEYOND_ALL = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

/** Between two portions, so that calls are not slowed down. */
const PAUSE_MS = 20;

/**
 * Makes reporters findable again after a change of the key of digests, newest first. What cannot be decrypted is skipped,
 * logged, and tried again in the next round.
 *
 * @returns works through a portion and resolves to the number of its incidents.
 */
export function indexReporters(database: Database, keyring: Keyring, logger: Logger): () => Promise<number> {
  let below = BEYOND_ALL;
  return async () => {
    const done = await database.em.fork().transactional(async (em) => {
      const found = await lockUnindexed(em, below, MOST);
      const digests = found.flatMap((row) => digestOf(keyring, row) ?? []);
      await saveDigests(em, digests);
      return { found, unreadable: found.length - digests.length };
    });
    // From the newest again after the last: those that were locked or unreadable come again.
    below = done.found.at(-1)?.incident_id ?? BEYOND_ALL;
    if (done.unreadable > 0) {
      logger.error('cannot index reporters: their data cannot be decrypted', { count: done.unreadable });
    }
    if (done.found.length > 0) await sleep(PAUSE_MS);
    return done.found.length;
  };
}

function digestOf(keyring: Keyring, row: EncryptedRow): IndexedReporter | undefined {
  try {
    const personal = decryptPersonal(keyring, row.incident_id, encryptedOf(row));
    return { incidentId: row.incident_id, phone: reporterDigest(keyring, personal) ?? null };
  } catch (error) {
    if (error instanceof EncryptionError) return undefined;
    throw error;
  }
}
