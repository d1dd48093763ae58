import { randomBytes, randomUUID } from 'node:crypto';
import { digestOf, entryDigest, linkHash, NO_HASH as NO_LINK, PLAIN } from '@safe-community/audit/chain';
import type { SigningKey } from '@safe-community/audit/signing';
import { GetProofResponse } from '@safe-community/contracts/cameras/v1/custody_service.ts';
import { ANCHOR_METHOD, rootSubject } from '../src/custody/anchor.store.ts';
import { NO_HASH, writtenFacts, type CustodyEntry, type CustodyKind } from '../src/custody/custody-entry.ts';
import { digestOfTexts, entryHash } from '../src/custody/custody-hash.ts';
import { toAnchorMessage, toCustodyMessage, type DisclosedTexts } from '../src/custody/custody.mapping.ts';
import { pathOf, rootOf } from '../src/custody/merkle.ts';

/** An entry as a test or the sample describes it. */
export interface InventedEntry {
  readonly kind: CustodyKind;
  readonly actingUser?: string;
  readonly facts?: Readonly<Record<string, string>>;
  readonly reason?: string;
  readonly place?: string;
}

interface Chained {
  readonly entry: CustodyEntry;
  readonly texts: DisclosedTexts | undefined;
}

const START = new Date('2026-10-02T10:00:00.250Z').getTime();
const MINUTE_MS = 60_000;

/**
 * A proof as the service makes it, without a service: a minute between the entries, and an anchor that covers two
 * recordings.
 *
 * @param signedLength how many of the entries the anchor covers.
 */
export function inventedProof(
  key: SigningKey,
  described: readonly InventedEntry[],
  signedLength: number,
): GetProofResponse {
  const recordingId = randomUUID();
  const chain: Chained[] = [];
  for (const each of described) chain.push(chained(recordingId, chain, each));
  const end = chain[signedLength - 1]?.entry ?? { index: 0, hash: NO_HASH };
  const leaf = { recordingId, index: end.index, hash: Buffer.from(end.hash) };
  const leaves = [leaf, { ...leaf, recordingId: randomUUID() }];
  const at = new Date(START + (described.length + 1) * MINUTE_MS);
  const anchorId = randomUUID();
  const plain = {
    ...PLAIN,
    kind: 'write',
    occurredAt: at,
    system: 'camera-rollout',
    edrpou: '',
    actingUser: '',
    purpose: '',
    method: ANCHOR_METHOD,
    requestId: anchorId,
    subjectIds: [anchorId, rootSubject(rootOf(leaves))],
  } as const;
  const digest = entryDigest(plain, 0);
  const sequence = BigInt(described.length);
  const unlinked = {
    firstSequence: sequence,
    lastSequence: sequence,
    recordedAt: at,
    previousHash: NO_LINK,
    digest: digestOf([digest]),
  };
  const link = { ...unlinked, hash: linkHash(unlinked) };
  const anchor = toAnchorMessage({
    place: { anchorId, auditSequence: sequence, position: 0, index: leaf.index, hash: leaf.hash },
    path: pathOf(leaves, 0),
    root: rootOf(leaves),
    entry: { ...plain, sequence, digest },
    links: [link],
    checkpoint: key.sign({ service: 'camera-rollout', sequence, hash: link.hash, signedAt: at }),
  });
  const entries = chain.map(({ entry, texts }) => toCustodyMessage(entry, texts));
  return GetProofResponse.fromPartial({ recordingId, entries, anchor });
}

function chained(recordingId: string, before: readonly Chained[], described: InventedEntry): Chained {
  const { kind, actingUser = '', facts = {}, reason = '', place = '' } = described;
  const index = before.length + 1;
  const texts = reason === '' && place === '' ? undefined : { reason, place, salt: randomBytes(16) };
  const unhashed = {
    recordingId,
    index,
    previousHash: before.at(-1)?.entry.hash ?? NO_HASH,
    kind,
    at: new Date(START + index * MINUTE_MS),
    actor: { system: 'evidence-desk', edrpou: '00000000', actingUser, purpose: '' },
    facts: writtenFacts(facts),
    textDigest: texts === undefined ? new Uint8Array() : digestOfTexts(texts, texts.salt),
  };
  return { entry: { ...unhashed, hash: entryHash(unhashed) }, texts };
}
