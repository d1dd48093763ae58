import { columnOf, prepared, rows, type EntityManager, type Step } from '@safe-community/database';
import { entryDigest } from '../chain/entry-digest.ts';
import type { NewEntry } from '../chain/entry.ts';
import { digestOf } from '../chain/link.ts';
import { CHAIN_LOCK } from './tables.ts';

/**
 * Appends entries to the chain as one link, in the transaction of the audited change: both commit, or neither. It holds
 * the lock of the chain until the commit, so call it as late as possible, but before you append to the ledger, always
 * in this order. Resolves to the sequence of the first entry.
 */
export async function appendAudit(em: EntityManager, entries: readonly NewEntry[]): Promise<bigint> {
  if (entries.length === 0) return 0n;
  const { statement, values } = auditStep(entries);
  const [first] = await rows<{ sequence: string }>(em, statement.preparedText, values);
  return BigInt(first?.sequence ?? 0);
}

/** The same as a step of a pipelined transaction, for at least one entry. */
export function auditStep(entries: readonly NewEntry[]): Step {
  const written = entries.map(writable);
  const digests = written.map((entry, ordinal) => entryDigest(entry, ordinal));
  const texts = (of: (entry: NewEntry) => string): Buffer => columnOf('text', written, of);
  const values = [
    columnOf('timestamptz', written, ({ occurredAt }) => occurredAt),
    texts(({ kind }) => kind),
    texts(({ system }) => system),
    texts(({ edrpou }) => edrpou),
    texts(({ actingUser }) => actingUser),
    texts(({ purpose }) => purpose),
    texts(({ method }) => method),
    columnOf('uuid', written, ({ requestId }) => (requestId === '' ? null : requestId)),
    texts(({ subjectIds }) => subjectIds.join(' ')),
    texts(({ refusal }) => refusal),
    columnOf('integer', written, ({ times }) => times),
    columnOf('bytea', written, ({ reasonDigest }) => reasonDigest),
    columnOf('bytea', digests, (digest) => digest),
    digestOf(digests),
  ];
  return { statement: APPEND, values };
}

/**
 * Takes the lock of the chain early, for transactions that lock the ledger themselves: without it, two transactions
 * could deadlock.
 */
export async function lockChain(em: EntityManager): Promise<void> {
  await rows(em, 'select pg_advisory_xact_lock($1)', [CHAIN_LOCK]);
}

const APPEND = prepared(`
  select audit_append($1::timestamptz[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[],
    $8::uuid[], $9::text[], $10::text[], $11::int[], $12::bytea[], $13::bytea[], $14::bytea) as sequence`);

/**
 * Normalizes an entry to the form in which it is read back: a method without its first "/". Throws on a subject id that
 * contains a blank.
 */
function writable(entry: NewEntry): NewEntry {
  const bad = entry.subjectIds.find((id) => !/^\S+$/.test(id));
  if (bad !== undefined) throw new Error(`the id of a subject of ${entry.method} is empty or holds a blank`);
  return entry.method.startsWith('/') ? { ...entry, method: entry.method.slice(1) } : entry;
}
