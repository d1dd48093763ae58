import { exportChain, type ChainPart } from '@safe-community/audit';
import type { AuditCheckpoint, AuditEntry, AuditLink } from '@safe-community/audit/chain';
import { prepared, rows, toDate, type EntityManager } from '@safe-community/database';
import type { WrappedKey } from '@safe-community/security/encryption';
import { anchorsOf, leavesOf, type AnchorPlace } from './anchor.store.ts';
import type { CustodyEntry, CustodyKind } from './custody-entry.ts';
import { pathOf, rootOf, type MerkleStep } from './merkle.ts';

/** An entry with its encrypted texts. */
export interface StoredEntry {
  readonly entry: CustodyEntry;
  /** Undefined without texts. */
  readonly ciphertext: Buffer | undefined;
}

/** The head of a chain and the place of its recording. */
export interface ChainState extends WrappedKey {
  readonly length: number;
  readonly hash: Buffer;
  readonly anchoredLength: number;
  readonly oblastCode: string;
  readonly hromadaCode: string;
}

export async function findChain(em: EntityManager, recordingId: string): Promise<ChainState | undefined> {
  const [row] = await rows<ChainRow>(em, 'select * from recording_chain where recording_id = $1', [recordingId]);
  return (
    row && {
      length: row.length,
      hash: row.hash,
      anchoredLength: row.anchored_length,
      keyId: row.key_id,
      wrappedKey: row.wrapped_key,
      oblastCode: row.oblast_code,
      hromadaCode: row.hromada_code,
    }
  );
}

interface ChainRow {
  readonly length: number;
  readonly hash: Buffer;
  readonly anchored_length: number;
  readonly key_id: string;
  readonly wrapped_key: Buffer;
  readonly oblast_code: string;
  readonly hromada_code: string;
}

/** Entries of a chain after an index, in their order. */
export async function readEntries(
  em: EntityManager,
  recordingId: string,
  after: number,
  most: number,
): Promise<StoredEntry[]> {
  return (await rows<EntryRow>(em, ENTRIES, [recordingId, after, most])).map(toStored);
}

const ENTRIES = prepared(`
  select * from recording_custody where recording_id = $1 and entry_index > $2 order by entry_index limit $3`);

interface EntryRow {
  readonly recording_id: string;
  readonly entry_index: number;
  readonly kind: CustodyKind;
  readonly occurred_at: string;
  readonly system: string;
  readonly edrpou: string;
  readonly acting_user: string;
  readonly purpose: string;
  readonly facts: string;
  readonly ciphertext: Buffer | null;
  readonly text_digest: Buffer;
  readonly previous_hash: Buffer;
  readonly hash: Buffer;
}

function toStored(row: EntryRow): StoredEntry {
  const entry = {
    recordingId: row.recording_id,
    index: row.entry_index,
    previousHash: row.previous_hash,
    kind: row.kind,
    at: toDate(row.occurred_at),
    actor: { system: row.system, edrpou: row.edrpou, actingUser: row.acting_user, purpose: row.purpose },
    facts: row.facts,
    textDigest: row.text_digest,
    hash: row.hash,
  };
  return { entry, ciphertext: row.ciphertext ?? undefined };
}

/** What connects the end of a chain with a signature of the service. */
export interface AnchorProof {
  readonly place: AnchorPlace;
  readonly path: readonly MerkleStep[];
  readonly root: Buffer;
  /** The audit: the entry of the anchor, and the links from its own to the one that the checkpoint signs. */
  readonly entry: AuditEntry;
  readonly links: readonly AuditLink[];
  readonly checkpoint: AuditCheckpoint;
}

const MAX_LINKS = 20_000;
const ANCHORS_TRIED = 20;

/** The newest anchor of a recording that a checkpoint covers; undefined if there is none yet. */
export async function proveAnchor(
  em: EntityManager,
  service: string,
  recordingId: string,
): Promise<AnchorProof | undefined> {
  for (const place of await anchorsOf(em, recordingId, ANCHORS_TRIED)) {
    const signed = await signedPart(em, service, place.auditSequence);
    if (signed === undefined) continue;
    const leaves = await leavesOf(em, place.anchorId);
    return { place, path: pathOf(leaves, place.position), root: rootOf(leaves), ...signed };
  }
  return undefined;
}

async function signedPart(em: EntityManager, service: string, sequence: bigint) {
  const links: AuditLink[] = [];
  let entry: AuditEntry | undefined;
  for await (const parts of exportChain(em, service, sequence)) {
    for (const part of parts) {
      if (part.is === 'link') links.push(part.link);
      if (part.is === 'entry' && part.entry.sequence === sequence) entry = part.entry;
      if (part.is === 'checkpoint' && part.checkpoint.sequence >= sequence) {
        return entry === undefined ? undefined : { entry, links, checkpoint: part.checkpoint };
      }
    }
    if (links.length > MAX_LINKS) return undefined;
  }
  return undefined;
}

/** The entry of the audit with this sequence. */
export async function auditEntryAt(
  em: EntityManager,
  service: string,
  sequence: bigint,
): Promise<AuditEntry | undefined> {
  for await (const parts of exportChain(em, service, sequence)) {
    const found = parts.find((part): part is ChainPart & { is: 'entry' } => isEntry(part, sequence));
    return found?.entry;
  }
  return undefined;
}

function isEntry(part: ChainPart, sequence: bigint): boolean {
  return part.is === 'entry' && part.entry.sequence === sequence;
}
