import { rows, toDate, type Database } from '@safe-community/database';
import { open, seal, type Keyring } from '@safe-community/vault';
import type { SensitiveRead, SensitiveReadReader, SensitiveReads } from '../../../app/reading/sensitive-reads.ts';
import { readsStatement } from './reads-statement.ts';

/** The audit of reads. Each reason lies under a key of its own: the audit outlives the case. */
export function sensitiveReads(database: Database, keyring: Keyring): SensitiveReads & SensitiveReadReader {
  return {
    async record(reads) {
      const values = reads.map((read) => toValues(keyring, read));
      await database.em.fork().transactional(async (em) => {
        // A reader waits for an answer: rather none in time than one that was not recorded.
        await rows(em, `set local lock_timeout = '3s'`);
        await rows(em, INSERT, toColumns(values));
      });
    },
    async list(filter, olderThan, most, withReasons) {
      const { sql, values } = readsStatement(filter, olderThan, most);
      const found = await rows<ReadRow>(database.em.fork(), sql, values);
      return found.map((row) => ({ ...toRead(row), reason: withReasons ? reasonOf(keyring, row) : '' }));
    },
  };
}

const INSERT = `
  insert into sensitive_read
    (read_id, read_at, system, edrpou, acting_user, method, incident_id, key_id, wrapped_key, sealed_reason)
  select * from unnest($1::uuid[], $2::timestamptz[], $3::text[], $4::text[], $5::text[], $6::text[], $7::uuid[],
    $8::text[], $9::bytea[], $10::bytea[])`;

function toValues(keyring: Keyring, read: SensitiveRead): unknown[] {
  const { readId, readAt, system, edrpou, actingUser, method, incidentId, reason } = read;
  const { keyId, wrappedKey, ciphertext } = seal(keyring, readId, { reason });
  return [readId, readAt, system, edrpou, actingUser, method, incidentId, keyId, wrappedKey, ciphertext];
}

/** A value of each read to a column, whose type the statement says. */
function toColumns(reads: readonly (readonly unknown[])[]): unknown[][] {
  const [first = []] = reads;
  return first.map((_, column) => reads.map((read) => read[column]));
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

function reasonOf(keyring: Keyring, row: ReadRow): string {
  const sealed = { keyId: row.key_id, wrappedKey: row.wrapped_key, ciphertext: row.sealed_reason };
  return open(keyring, row.read_id, sealed)['reason'] ?? '';
}

function toRead(row: ReadRow): Omit<SensitiveRead, 'reason'> {
  return {
    readId: row.read_id,
    readAt: toDate(row.read_at),
    system: row.system,
    edrpou: row.edrpou,
    actingUser: row.acting_user,
    method: row.method,
    incidentId: row.incident_id,
  };
}
