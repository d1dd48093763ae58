import { createHash } from 'node:crypto';
import { appendAudit, PLAIN } from '@safe-community/audit';
import { rows, type Database, type EntityManager, type Rights } from '@safe-community/database';
import type { ClockAndIds } from '@safe-community/domain-kit';
import type { CallContext } from '@safe-community/grpc-kit';
import { encrypt, type Keyring } from '@safe-community/security/encryption';
import type { EncryptedTable } from './keys/encrypted-table.ts';

/** Why somebody read personal data. Who, when and what is in the audit, with the digest of the encrypted reason. */
export const RECORDED_READ_TABLES: readonly string[] = [
  `create table recorded_read (
     read_id uuid primary key,
     -- the reason, under a key of its own
     key_id text not null,
     wrapped_key bytea not null,
     ciphertext bytea not null
   )`,
  // Needed by countDataKeys (count-data-keys.ts), rewrapPortion (rewrap-portion.ts).
  'create index recorded_read_by_key on recorded_read (key_id)',
];

export const RECORDED_READ_RIGHTS: Rights = {
  recorded_read: { insert: true, update: ['key_id', 'wrapped_key'] },
};

export const ENCRYPTED_READS: EncryptedTable = { name: 'recorded_read', id: 'read_id' };

/** Who reads personal data of a subject, and why. */
interface RecordedRead {
  readonly subjectId: string;
  readonly reason: string;
  readonly by: Pick<CallContext, 'caller' | 'actingUser' | 'purpose' | 'method'>;
}

export interface ReadRecorder {
  /** Resolves when the read is on disk. Return nothing before that, or if this fails. */
  record(read: RecordedRead): Promise<void>;
}

export function readRecorder(database: Database, keyring: Keyring, clock: ClockAndIds): ReadRecorder {
  return {
    async record({ subjectId, reason, by }) {
      const entry = entryOf(by, clock, [subjectId]);
      const { keyId, wrappedKey, ciphertext } = encrypt(keyring, entry.requestId, { reason });
      await append(
        database,
        { ...entry, reasonDigest: createHash('sha256').update(ciphertext).digest() },
        async (em) => {
          const values = [entry.requestId, keyId, wrappedKey, ciphertext];
          await rows(em, 'insert into recorded_read values ($1, $2, $3, $4)', values);
        },
      );
    },
  };
}

/**
 * Records a read for which no reason is given but the purpose of the call. Resolves when it is on disk: return nothing
 * before that, or if this fails.
 */
export async function recordRead(
  database: Database,
  by: RecordedRead['by'],
  clock: ClockAndIds,
  subjectIds: readonly string[],
): Promise<void> {
  await append(database, entryOf(by, clock, subjectIds));
}

function entryOf(
  { caller, actingUser, purpose, method }: RecordedRead['by'],
  clock: ClockAndIds,
  subjectIds: readonly string[],
) {
  const occurredAt = clock.now();
  return {
    ...PLAIN,
    kind: 'sensitive-read' as const,
    occurredAt,
    system: caller.name,
    edrpou: caller.edrpou,
    actingUser,
    purpose,
    method: method.slice(1),
    requestId: clock.newId(occurredAt),
    subjectIds,
  };
}

async function append(
  database: Database,
  entry: Parameters<typeof appendAudit>[1][number],
  before?: (em: EntityManager) => Promise<void>,
): Promise<void> {
  await database.em.fork().transactional(async (em) => {
    // A reader waits for the response: better none in time than one that was not recorded.
    await rows(em, `set local lock_timeout = '3s'`);
    await before?.(em);
    await appendAudit(em, [entry]);
  });
}

/** SHA-256 of the encrypted reasons as they are now, by the ids of the reads: what a check of the audit compares. */
export async function readDigests(database: Database, readIds: readonly string[]): Promise<Map<string, Buffer>> {
  const found = await rows<{ read_id: string; digest: Buffer }>(
    database.em.fork(),
    'select read_id, sha256(ciphertext) as digest from recorded_read where read_id = any ($1::uuid[])',
    [readIds],
  );
  return new Map(found.map((row) => [row.read_id, row.digest]));
}
