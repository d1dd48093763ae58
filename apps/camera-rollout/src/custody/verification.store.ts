import { rows, type EntityManager } from '@safe-community/database';
import { EncryptionError, type Keyring } from '@safe-community/security/encryption';
import { ANCHOR_METHOD, anchorsOf, leavesOf, rootSubject } from './anchor.store.ts';
import { ChainWalk, type ChainFinding } from './custody-chain.adapter.ts';
import { digestOfTexts } from './custody-hash.adapter.ts';
import { openTexts } from './custody.store.ts';
import { rootOf } from './merkle.adapter.ts';
import { auditEntryAt, findChain, readEntries, type ChainState, type StoredEntry } from './proof.store.ts';

/** What the check of a chain found. */
export interface Verification {
  /** How many entries there are. */
  readonly entries: number;
  /** Up to which index the audit covers them. */
  readonly anchoredIndex: number;
  readonly findings: readonly ChainFinding[];
}

/** Small enough that other calls do not wait for the hashes of a page. */
const PAGE = 2_000;
const MOST_ANCHORS = 100_000;

/**
 * Checks a chain page by page, in one snapshot, so that an entry that is appended meanwhile is not a finding.
 *
 * @param signal ends the check, with an error.
 */
export function verifyChain(
  em: EntityManager,
  keyring: Keyring,
  service: string,
  recordingId: string,
  signal: AbortSignal,
): Promise<Verification> {
  return em.transactional(async (tx) => {
    await rows(tx, 'set transaction isolation level repeatable read, read only');
    const chain = await findChain(tx, recordingId);
    if (chain === undefined) throw new Error('the head of a chain of custody was removed during its check');
    const anchored = await anchoredHashes(tx, service, recordingId);
    const walk = new ChainWalk(anchored);
    let entries = 0;
    for (let after = 0, more = true; more;) {
      signal.throwIfAborted();
      const page = await readEntries(tx, recordingId, after, PAGE);
      for (const stored of page) check(walk, keyring, chain, stored);
      entries += page.length;
      after = page.at(-1)?.entry.index ?? after;
      more = page.length === PAGE;
    }
    return { entries, anchoredIndex: Math.max(0, ...anchored.keys()), findings: walk.end(chain) };
  });
}

function check(walk: ChainWalk, keyring: Keyring, chain: ChainState, { entry, ciphertext }: StoredEntry): void {
  walk.add(entry);
  if (entry.textDigest.length === 0 && ciphertext === undefined) return;
  if (ciphertext === undefined) walk.addText('text_missing', entry.index);
  else if (!isWritten(keyring, chain, entry, ciphertext)) walk.addText('text_altered', entry.index);
}

function isWritten(keyring: Keyring, chain: ChainState, entry: StoredEntry['entry'], ciphertext: Buffer): boolean {
  try {
    const texts = openTexts(keyring, entry.recordingId, chain, entry.index, ciphertext);
    return digestOfTexts(texts, texts.salt).equals(entry.textDigest);
  } catch (error) {
    if (error instanceof EncryptionError) return false;
    throw error;
  }
}

/**
 * The hashes that the audit covers, by index. The leaves of an anchor that do not give the root of its audit entry prove
 * nothing, so the hash that they should have is unknown: it is one that no entry has.
 */
async function anchoredHashes(
  em: EntityManager,
  service: string,
  recordingId: string,
): Promise<Map<number, Uint8Array>> {
  const hashes = new Map<number, Uint8Array>();
  for (const { anchorId, auditSequence, index, hash } of await anchorsOf(em, recordingId, MOST_ANCHORS)) {
    const entry = await auditEntryAt(em, service, auditSequence);
    const root = rootSubject(rootOf(await leavesOf(em, anchorId)));
    const isCovered = entry?.method === ANCHOR_METHOD && entry.subjectIds[1] === root;
    hashes.set(index, isCovered ? hash : new Uint8Array());
  }
  return hashes;
}
