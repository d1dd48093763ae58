import { rows, toDate, type Database } from '@safe-community/database';
import { open, seal, type Keyring } from '@safe-community/vault';
import type { SensitiveRead, SensitiveReadReader, SensitiveReads } from '../../../app/reading/sensitive-reads.ts';

/** The audit of reads. Each reason lies under a key of its own: the audit outlives the case. */
export function sensitiveReads(database: Database, keyring: Keyring): SensitiveReads & SensitiveReadReader {
  return {
    async record(read) {
      const values = toValues(keyring, read);
      await database.em.fork().transactional(async (em) => {
        // A reader waits for an answer: rather none in time than one that was not recorded.
        await rows(em, `set local lock_timeout = '3s'`);
        await rows(em, INSERT, values);
      });
    },
    async list({ incidentId, system }, olderThan, most) {
      const found = await rows<ReadRow>(database.em.fork(), LIST, [
        incidentId || null,
        system || null,
        olderThan ?? null,
        most,
      ]);
      return found.map((row) => toRead(keyring, row));
    },
  };
}

const INSERT = `
  insert into sensitive_read
    (read_id, read_at, system, edrpou, acting_user, method, incident_id, key_id, wrapped_key, sealed_reason)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`;

const LIST = `
  select * from sensitive_read
  where ($1::uuid is null or incident_id = $1) and ($2::text is null or system = $2)
    and ($3::uuid is null or read_id < $3)
  order by read_id desc limit $4`;

function toValues(keyring: Keyring, read: SensitiveRead): unknown[] {
  const { readId, readAt, system, edrpou, actingUser, method, incidentId, reason } = read;
  const { keyId, wrappedKey, ciphertext } = seal(keyring, readId, { reason });
  return [readId, readAt, system, edrpou, actingUser, method, incidentId, keyId, wrappedKey, ciphertext];
}

interface ReadRow {
  readonly read_id: string;
  readonly read_at: string;
  readonly system: string;
  readonly edrpou: string;
  readonly acting_user: string;
  readonly method: string;
  readonly incident_id: string;
  readonly key_id: string;
  readonly wrapped_key: Buffer;
  readonly sealed_reason: Buffer;
}

function toRead(keyring: Keyring, row: ReadRow): SensitiveRead {
  const sealed = { keyId: row.key_id, wrappedKey: row.wrapped_key, ciphertext: row.sealed_reason };
  const { reason = '' } = open(keyring, row.read_id, sealed);
  return {
    readId: row.read_id,
    readAt: toDate(row.read_at),
    system: row.system,
    edrpou: row.edrpou,
    actingUser: row.acting_user,
    method: row.method,
    incidentId: row.incident_id,
    reason,
  };
}
