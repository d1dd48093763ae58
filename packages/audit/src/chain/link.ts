import { createHash } from 'node:crypto';

/** The entries of one transaction, linked to all entries before them. */
export interface AuditLink {
  readonly firstSequence: bigint;
  readonly lastSequence: bigint;
  /** By the clock of the database, in whole milliseconds; never earlier than the previous link. */
  readonly recordedAt: Date;
  /** `hash` of the previous link; `NO_HASH` for the first one. */
  readonly previousHash: Uint8Array;
  /** `digestOf` the digests of its entries, in order. */
  readonly digest: Uint8Array;
  /** As stored; `linkHash` computes the expected value. */
  readonly hash: Uint8Array;
}

/** The previous hash of the first link. */
export const NO_HASH: Uint8Array = new Uint8Array(32);

/** SHA-256 of the concatenated digests of a link's entries. */
export function digestOf(entryDigests: readonly Uint8Array[]): Buffer {
  const hash = createHash('sha256');
  for (const digest of entryDigests) hash.update(digest);
  return hash.digest();
}

/**
 * The hash that binds a link to all links before it. The database computes the same (`tables.ts`); docs/audit-format.md
 * specifies it.
 */
export function linkHash(link: Omit<AuditLink, 'hash'>): Buffer {
  const { previousHash, firstSequence, lastSequence, recordedAt, digest } = link;
  const fields = ['audit-link/1', hex(previousHash), firstSequence, lastSequence, recordedAt.getTime(), hex(digest)];
  return createHash('sha256').update(fields.join(' ')).digest();
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
