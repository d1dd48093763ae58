import { createHash } from 'node:crypto';
import { defineEntity, p } from '@mikro-orm/postgresql';
import { appendAudit, PLAIN } from '@safe-community/audit';
import { rows, type Database, type Rights } from '@safe-community/database';
import { checkText, unless, type ClockAndIds, type Violation } from '@safe-community/domain-kit';
import { encrypt, type Keyring } from '@safe-community/security/encryption';

/** Why somebody read personnel data. Who and when is in the audit. */
export const OfficerReadEntity = defineEntity({
  name: 'OfficerReadEntity',
  tableName: 'officer_read',
  properties: { readId: p.uuid().primary(), keyId: p.text(), wrappedKey: p.blob(), ciphertext: p.blob() },
});

export const OFFICER_READ_TABLES: readonly string[] = [
  `create table officer_read (
       read_id uuid primary key,
       -- the reason, under a key of its own
       key_id text not null,
       wrapped_key bytea not null,
       ciphertext bytea not null
     )`,
  // Needed by countDataKeys (count-data-keys.ts), rewrapPortion (rewrap-portion.ts).
  `create index officer_read_by_key on officer_read (key_id)`,
];

export const OFFICER_READ_RIGHTS: Rights = {
  officer_read: { insert: true, update: ['key_id', 'wrapped_key'] },
};

/** Who reads which officer, and why. */
interface OfficerRead {
  readonly officerId: string;
  readonly reason: string;
  readonly by: {
    readonly caller: { readonly name: string; readonly edrpou: string };
    readonly actingUser: string;
    readonly purpose: string;
    readonly method: string;
  };
}

export interface ReadRecorder {
  /** Resolves when the read is on disk. Return nothing before that, or if this fails. */
  record(read: OfficerRead): Promise<void>;
}

/** Records reads in the audit, with the digest of the encrypted reason, which is stored next to it. */
export function readRecorder(database: Database, keyring: Keyring, clock: ClockAndIds): ReadRecorder {
  return {
    async record({ officerId, reason, by }) {
      const occurredAt = clock.now();
      const readId = clock.newId(occurredAt);
      const encrypted = encrypt(keyring, readId, { reason });
      const { caller, actingUser, purpose, method } = by;
      await database.em.fork().transactional(async (em) => {
        // A reader waits for the response: better none in time than one that was not recorded.
        await rows(em, `set local lock_timeout = '3s'`);
        em.create(OfficerReadEntity, { readId, ...encrypted }, { persist: true });
        await em.flush();
        const entry = {
          ...PLAIN,
          kind: 'sensitive-read' as const,
          occurredAt,
          system: caller.name,
          edrpou: caller.edrpou,
          actingUser,
          purpose,
          method: method.slice(1),
          requestId: readId,
          subjectIds: [officerId],
          reasonDigest: createHash('sha256').update(encrypted.ciphertext).digest(),
        };
        await appendAudit(em, [entry]);
      });
    },
  };
}

/** SHA-256 of the encrypted reasons as they are now, by the ids of the reads. */
export async function readDigests(database: Database, readIds: readonly string[]): Promise<Map<string, Buffer>> {
  const found = await rows<{ read_id: string; digest: Buffer }>(
    database.em.fork(),
    'select read_id, sha256(ciphertext) as digest from officer_read where read_id = any ($1::uuid[])',
    [readIds],
  );
  return new Map(found.map((row) => [row.read_id, row.digest]));
}

const SHORTEST_REASON = 3;
const LONGEST_REASON = 200;

/** Why somebody reads: required. */
export function checkReadReason(reason: string, field: string): Violation[] {
  return [
    ...unless(
      [...reason.trim()].length >= SHORTEST_REASON,
      field,
      `must say why it is read, in ${SHORTEST_REASON} to ${LONGEST_REASON} characters`,
    ),
    ...checkText(reason, field, { most: LONGEST_REASON, lines: true }),
  ];
}
