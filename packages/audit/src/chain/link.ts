import { createHash } from 'node:crypto';

/** The entries of one transaction, linked to those before them. */
export interface AuditLink {
  readonly firstSequence: bigint;
  readonly lastSequence: bigint;
  /** By the clock of the database, in whole milliseconds; never before the link before it. */
  readonly recordedAt: Date;
  /** `hash` of the link before it; `NO_HASH` for the first one. */
  readonly previousHash: Uint8Array;
  /** Of the digests of its entries, in their order: `digestOf`. */
  readonly digest: Uint8Array;
  /** As stored: `linkHash` says what it has to be. */
  readonly hash: Uint8Array;
}

/** What stands before the first link. */
export const NO_HASH: Uint8Array = new Uint8Array(32);

/** SHA-256 of the digests of a link's entries, one after the other. */
export function digestOf(entryDigests: readonly Uint8Array[]): Buffer {
  const hash = createHash('sha256');
  for (const digest of entryDigests) hash.update(digest);
  return hash.digest();
}

/** What ties a link to all before it. The database computes the same (`tables.ts`); docs/audit-format.md says it in words. */
export function linkHash(link: Omit<AuditLink, 'hash'>): Buffer {
  const { previousHash, firstSequence, lastSequence, recordedAt, digest } = link;
  const fields = ['audit-link/1', hex(previousHash), firstSequence, lastSequence, recordedAt.getTime(), hex(digest)];
  return createHash('sha256').update(fields.join(' ')).digest();
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
