import { createHash } from 'node:crypto';
import { appendAudit, PLAIN, type NewEntry } from '@safe-community/audit';
import { rows, toDate, type Database, type Statement } from '@safe-community/database';
import { decrypt, encrypt, type Keyring } from '@safe-community/security/encryption';
import type {
  ReadFilter,
  RecordedRead,
  SensitiveRead,
  SensitiveReadReader,
  SensitiveReads,
} from './sensitive-reads.adapter.ts';

/**
 * The audit of reads: an entry in the chain says who read what and when, and contains the digest of the encrypted
 * reason, which is stored next to it. Each reason has its own key, because the audit outlives the case.
 */
export function sensitiveReads(database: Database, keyring: Keyring): SensitiveReads & SensitiveReadReader {
  return {
    async record(reads) {
      const sealed = reads.map((read) => ({ read, reason: encrypt(keyring, read.readId, { reason: read.reason }) }));
      await database.em.fork().transactional(async (em) => {
        // A reader waits for the response: better none in time than one that was not recorded.
        await rows(em, `set local lock_timeout = '3s'`);
        await rows(em, INSERT, toColumns(sealed.map(toValues)));
        await appendAudit(em, sealed.map(toEntry));
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

interface Sealed {
  readonly read: RecordedRead;
  readonly reason: ReturnType<typeof encrypt>;
}

function toValues({ read, reason: { keyId, wrappedKey, ciphertext } }: Sealed): unknown[] {
  const { readId, readAt, system, edrpou, actingUser, method, incidentId } = read;
  return [readId, readAt, system, edrpou, actingUser, method, incidentId, keyId, wrappedKey, ciphertext];
}

function toEntry({ read, reason }: Sealed): NewEntry {
  const { readId, readAt, system, edrpou, actingUser, purpose, method, incidentId } = read;
  return {
    ...PLAIN,
    kind: 'sensitive-read',
    occurredAt: readAt,
    system,
    edrpou,
    actingUser,
    purpose,
    method,
    requestId: readId,
    subjectIds: [incidentId],
    reasonDigest: createHash('sha256').update(reason.ciphertext).digest(),
  };
}

/** SHA-256 of the encrypted reasons of reads as they are now, by the ids of the reads. */
export async function reasonDigests(database: Database, readIds: readonly string[]): Promise<Map<string, Buffer>> {
  const found = await rows<{ read_id: string; digest: Buffer }>(
    database.em.fork(),
    'select read_id, sha256(sealed_reason) as digest from sensitive_read where read_id = any ($1::uuid[])',
    [readIds],
  );
  return new Map(found.map((row) => [row.read_id, row.digest]));
}

/** One value of each read, for a column whose type the statement declares. */
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
  return decrypt(keyring, row.read_id, sealed)['reason'] ?? '';
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

const FIRST_ID = '00000000-0000-0000-0000-000000000000';
const BEYOND_ALL = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

/**
 * The newest reads of a filter with an id below `olderThan`, at most `most`. It is bounded and ordered by the columns
 * of one index although the first of them is constant, as in `list-statement.ts`: otherwise the planner may scan the
 * reads of everybody, in the hope of finding enough by somebody who rarely reads.
 */
export function readsStatement(filter: ReadFilter, olderThan: string | undefined, most: number): Statement {
  const { incidentId, system } = filter;
  const values: unknown[] = [];
  const bind = (value: string, type: string): string => `$${values.push(value)}::${type}`;
  const [column, value] = indexed(filter, bind);
  const row = `(${[...column, 'read_id'].join(', ')})`;
  const rowAt = (id: string): string => `(${[...value, bind(id, 'uuid')].join(', ')})`;
  const bounds = [`${row} >= ${rowAt(FIRST_ID)}`, `${row} < ${rowAt(olderThan ?? BEYOND_ALL)}`];
  const further = incidentId === '' || system === '' ? [] : [`system = ${bind(system, 'text')}`];
  const sql = `
    select * from sensitive_read where ${[...bounds, ...further].join(' and ')}
    order by ${[...column, 'read_id'].map((each) => `${each} desc`).join(', ')} limit ${most}`;
  return { sql, values };
}

/** The column and value that select an index; none for all. An incident is rarely read. */
function indexed(
  { incidentId, system }: ReadFilter,
  bind: (value: string, type: string) => string,
): [string[], string[]] {
  if (incidentId !== '') return [['incident_id'], [bind(incidentId, 'uuid')]];
  return system === '' ? [[], []] : [['system'], [bind(system, 'text')]];
}
