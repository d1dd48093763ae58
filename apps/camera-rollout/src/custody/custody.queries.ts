import {
  CustodyServiceService as Custody,
  GetProofRequest,
} from '@safe-community/contracts/cameras/v1/custody_service.ts';
import type { EntityManager } from '@safe-community/database';
import { checkReadReason, isRefused, type Decision } from '@safe-community/domain-kit';
import { compoundPlace, nextPageToken, readListPage, toCount, type CallContext } from '@safe-community/grpc-kit';
import { EncryptionError, type Keyring } from '@safe-community/security/encryption';
import { given, type Rpc } from '@safe-community/service-kit';
import type { AccessRecorder } from './access.store.ts';
import { checkPlace, refuseElsewhere } from './custody.commands.ts';
import { toAnchorMessage, toCustodyMessage, toFindingMessage, type DisclosedTexts } from './custody.mapping.ts';
import { openTexts } from './custody.store.ts';
import { chainBroken } from './lost-head.store.ts';
import { findRecordingChain, type KnownRecordings } from './known-recordings.store.ts';
import { findChain, proveAnchor, readEntries, type ChainState, type StoredEntry } from './proof.store.ts';
import { verifyChain } from './verification.store.ts';

interface Deps {
  readonly keyring: Keyring;
  readonly known: KnownRecordings;
  readonly accesses: AccessRecorder;
  /** Under which the audit is signed. */
  readonly service: string;
}

const { query } = given<Deps>();

const getProof = query(Custody.getProof, {
  parse({ request, fields }) {
    const { place, withTexts } = request;
    const recordingId = fields.uuid('recording_id');
    fields.check(checkPlace(place, 'place'));
    const reason = fields.text('reason', checkReadReason);
    // Neither the reason nor the place of the reader belongs to the filter.
    const wanted = { ...request, recordingId, reason: '', place: '' };
    const list = readListPage(wanted, fields, GetProofRequest, PROOF_PLACE.read);
    return { recordingId, reason, place, withTexts, list };
  },
  async read({ query: asked, call, database, deps: { known, accesses, service, keyring } }) {
    const { recordingId, reason, place, withTexts } = asked;
    const { place: page, size } = asked.list;
    const em = database.em.fork();
    const chain = await findVisible(em, known, recordingId, call);
    if (isRefused(chain)) return chain;
    // Each page, because anyone can make a page token.
    const facts = { what: 'proof', after: String(page?.after ?? 0), texts: String(withTexts) };
    const refusal = await accesses.record({ recordingId, kind: 'export', reason, place, facts, by: call });
    if (refusal !== undefined) return refusal;
    const { after, length } = page ?? { after: 0, length: (await findChain(em, recordingId))?.length ?? 0 };
    const found = await readEntries(em, recordingId, after, Math.min(size, length - after));
    const anchor = page === undefined ? await proveAnchor(em, service, recordingId) : undefined;
    const texts = found.map((stored) => (withTexts ? textsOf(keyring, chain, stored) : undefined));
    return { found, texts, anchor, length };
  },
  reply({ found: { found, texts, anchor, length }, query: { recordingId, list } }) {
    const last = found.at(-1)?.entry.index ?? length;
    return {
      recordingId,
      entries: found.map(({ entry }, at) => toCustodyMessage(entry, texts[at])),
      anchor: anchor && toAnchorMessage(anchor),
      nextPageToken: nextPageToken(list, last < length ? PROOF_PLACE.write({ after: last, length }) : undefined),
    };
  },
});

const PROOF_PLACE = compoundPlace({ after: toCount, length: toCount });

/** Texts that were altered, or whose key is gone, are not disclosed; the digest of the entry stays. */
function textsOf(keyring: Keyring, chain: ChainState, { entry, ciphertext }: StoredEntry): DisclosedTexts | undefined {
  if (ciphertext === undefined) return undefined;
  try {
    return openTexts(keyring, entry.recordingId, chain, entry.index, ciphertext);
  } catch (error) {
    if (error instanceof EncryptionError) return undefined;
    throw error;
  }
}

const verifyChainOf = query(Custody.verifyChain, {
  parse: ({ fields }) => fields.uuid('recording_id'),
  async read({ query: recordingId, call, database, deps: { known, keyring, service } }) {
    const em = database.em.fork();
    // That the chain has lost its head is a finding.
    const found = await findRecordingChain(em, known, recordingId);
    if (isRefused(found)) return found;
    return refuseElsewhere(call, found.place) ?? verifyChain(em, keyring, service, recordingId, call.signal);
  },
  reply: ({ found: { entries, anchoredIndex, findings } }) => ({
    entries,
    anchoredIndex,
    findings: findings.map(toFindingMessage),
  }),
});

async function findVisible(
  em: EntityManager,
  known: KnownRecordings,
  recordingId: string,
  call: CallContext,
): Promise<Decision<ChainState>> {
  const found = await findRecordingChain(em, known, recordingId);
  if (isRefused(found)) return found;
  // Who reads a proof is an entry of the chain, which cannot be appended.
  return refuseElsewhere(call, found.place) ?? found.chain ?? chainBroken(recordingId);
}

export const CUSTODY_QUERIES: readonly Rpc<Deps>[] = [getProof, verifyChainOf];
