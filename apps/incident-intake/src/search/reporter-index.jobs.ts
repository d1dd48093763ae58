import { setTimeout as sleep } from 'node:timers/promises';
import { rows, type Database, type EntityManager } from '@safe-community/database';
import type { Logger } from '@safe-community/telemetry';
import { EncryptionError, type Keyring } from '@safe-community/security/encryption';
import { decryptPersonal, reporterDigest } from '../reporting/module.ts';
import { encryptedOf, type EncryptedColumns } from '../incident/module.ts';

/** Few, so that rows are locked for a few milliseconds only. */
const MOST = 100;
const BEYOND_ALL = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

/** Between two portions, so that calls are not slowed down. */
const PAUSE_MS = 20;

/**
 * Makes reporters findable in reports that are older than the search, newest first. What cannot be decrypted is skipped,
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
      await write(em, digests);
      return { found, unreadable: found.length - digests.length };
    });
    // From the newest again after the last: a replica of an older version may have added some.
    below = done.found.at(-1)?.incident_id ?? BEYOND_ALL;
    if (done.unreadable > 0) {
      logger.error('cannot index reporters: their data cannot be decrypted', { count: done.unreadable });
    }
    if (done.found.length > 0) await sleep(PAUSE_MS);
    return done.found.length;
  };
}

interface EncryptedRow extends EncryptedColumns {
  readonly incident_id: string;
}

interface Found {
  readonly incidentId: string;
  /** Null when the reporter gave no phone number. */
  readonly phone: Buffer | null;
}

function digestOf(keyring: Keyring, row: EncryptedRow): Found | undefined {
  try {
    const personal = decryptPersonal(keyring, row.incident_id, encryptedOf(row));
    return { incidentId: row.incident_id, phone: reporterDigest(keyring, personal) ?? null };
  } catch (error) {
    if (error instanceof EncryptionError) return undefined;
    throw error;
  }
}

/** Locks reports that are not indexed, newest first. Those that are locked already come in the next round. */
export function lockUnindexed(em: EntityManager, below: string, most: number): Promise<EncryptedRow[]> {
  return rows<EncryptedRow>(em, LOCK_SOME, [below, most]);
}

const LOCK_SOME = `
  select incident_id, key_id, wrapped_key, ciphertext from incident
  where not reporter_indexed and ciphertext is not null and incident_id < $1
  order by incident_id desc limit $2 for no key update skip locked`;

async function write(em: EntityManager, found: readonly Found[]): Promise<void> {
  await rows(
    em,
    `update incident set reporter_indexed = true, reporter_phone = found.phone
     from unnest($1::uuid[], $2::bytea[]) as found (id, phone) where incident.incident_id = found.id`,
    [found.map(({ incidentId }) => incidentId), found.map(({ phone }) => phone)],
  );
}
