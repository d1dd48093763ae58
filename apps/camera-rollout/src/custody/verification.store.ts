import { rows, type EntityManager } from '@safe-community/database';
import { EncryptionError, type Keyring } from '@safe-community/security/encryption';
import { ANCHOR_METHOD, anchorsOf, leavesOf, rootSubject } from './anchor.store.ts';
import { ChainWalk, type ChainFinding } from './custody-chain.ts';
import { digestOfTexts } from './custody-hash.ts';
import { openTexts } from './custody.store.ts';
import { rootOf } from './merkle.ts';
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
const MAX_ANCHORS = 100_000;

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
    const { confirmed, broken, last } = await checkAnchors(tx, service, recordingId);
    const walk = new ChainWalk(confirmed);
    let entries = 0;
    for (let after = 0, more = true; more;) {
      signal.throwIfAborted();
      const page = await readEntries(tx, recordingId, after, PAGE);
      for (const stored of page) check(walk, keyring, chain, stored);
      entries += page.length;
      after = page.at(-1)?.entry.index ?? after;
      more = page.length === PAGE;
    }
    for (const index of broken) walk.addAnchor('anchor_broken', index);
    const anchoredLength = chain?.anchoredLength ?? 0;
    if (anchoredLength > last) walk.addAnchor('anchor_missing', last + 1, anchoredLength);
    return { entries, anchoredIndex: Math.max(0, ...confirmed.keys()), findings: walk.end(chain) };
  });
}

/** Without the head of the chain, the key of its texts is lost. */
function check(
  walk: ChainWalk,
  keyring: Keyring,
  chain: ChainState | undefined,
  { entry, ciphertext }: StoredEntry,
): void {
  walk.add(entry);
  if (chain === undefined || (entry.textDigest.length === 0 && ciphertext === undefined)) return;
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

interface CheckedAnchors {
  /** The hashes that the audit covers, by index. */
  readonly confirmed: ReadonlyMap<number, Uint8Array>;
  readonly broken: readonly number[];
  /** The last index for which there is an anchor. */
  readonly last: number;
}

/**
 * The leaves of an anchor that do not give the root of its audit entry prove nothing about any of its chains: which of
 * them was changed, they do not say.
 */
async function checkAnchors(em: EntityManager, service: string, recordingId: string): Promise<CheckedAnchors> {
  const anchors = await anchorsOf(em, recordingId, MAX_ANCHORS);
  const confirmed = new Map<number, Uint8Array>();
  const broken: number[] = [];
  for (const { anchorId, auditSequence, index, hash } of anchors) {
    const entry = await auditEntryAt(em, service, auditSequence);
    const root = rootSubject(rootOf(await leavesOf(em, anchorId)));
    if (entry?.method === ANCHOR_METHOD && entry.subjectIds[1] === root) confirmed.set(index, hash);
    else broken.push(index);
  }
  return { confirmed, broken, last: anchors[0]?.index ?? 0 };
}
