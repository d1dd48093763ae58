import { setTimeout as sleep } from 'node:timers/promises';
import { rows, type Database, type EntityManager } from '@safe-community/database';
import type { Logger } from '@safe-community/telemetry';
import { VaultError, type Keyring } from '@safe-community/security/encryption';
import { sealedOf, type SealedColumns } from '../incident/key-columns.store.ts';
import { openPersonal } from '../reporting/personal-columns.store.ts';
import { reporterDigest } from '../reporting/reporter-digest.adapter.ts';

/** So few that their rows are locked for a few milliseconds. */
const MOST = 100;
const BEYOND_ALL = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

/** Between two portions: whoever calls the service meanwhile is not to feel it. */
const BREATHER_MS = 20;

/**
 * Makes the reporters findable of what was reported before that was possible, newest first, a portion each time. What
 * cannot be opened is passed over, told, and tried again in the next round.
 *
 * @returns does a portion and resolves to how many incidents that were.
 */
export function indexReporters(database: Database, keyring: Keyring, logger: Logger): () => Promise<number> {
  let below = BEYOND_ALL;
  return async () => {
    const done = await database.em.fork().transactional(async (em) => {
      const found = await rows<SealedRow>(em, LOCK_SOME, [below, MOST]);
      const digests = found.flatMap((row) => digestOf(keyring, row) ?? []);
      await write(em, digests);
      return { found, unreadable: found.length - digests.length };
    });
    // From the top again, when all was seen: a replica of an older version may have added some.
    below = done.found.at(-1)?.incident_id ?? BEYOND_ALL;
    if (done.unreadable > 0) {
      logger.error('reporters cannot be made findable: their data does not open', { count: done.unreadable });
    }
    if (done.found.length > 0) await sleep(BREATHER_MS);
    return done.found.length;
  };
}

interface SealedRow extends SealedColumns {
  readonly incident_id: string;
}

interface Found {
  readonly incidentId: string;
  /** None for who gave no telephone. */
  readonly phone: Buffer | null;
}

function digestOf(keyring: Keyring, row: SealedRow): Found | undefined {
  try {
    const personal = openPersonal(keyring, row.incident_id, sealedOf(row));
    return { incidentId: row.incident_id, phone: reporterDigest(keyring, personal) ?? null };
  } catch (error) {
    if (error instanceof VaultError) return undefined;
    throw error;
  }
}

/** What somebody works on comes in the next round. */
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
