import type { AuditEntry, AuditLink } from '@safe-community/audit/chain';
import { toCheckpointMessage, toEntryMessage, toLinkMessage } from '@safe-community/audit/messages';
import {
  ChainProblem as Problems,
  CustodyKind as Kinds,
  type ChainFinding as FindingMessage,
  type CustodyAnchor,
  type RecordingCustodyEntry,
} from '@safe-community/contracts/cameras/v1/custody.ts';
import { enumNames } from '@safe-community/domain-kit';
import { CHAIN_PROBLEMS, type ChainFinding } from './custody-chain.ts';
import { CUSTODY_KINDS, type CustodyEntry, type CustodyTexts } from './custody-entry.ts';
import type { AnchorProof } from './proof.store.ts';

const kinds = enumNames(Kinds, CUSTODY_KINDS);
export const kindName = kinds.nameOf;
const { numberOf: problemNumber } = enumNames(Problems, CHAIN_PROBLEMS);

export type DisclosedTexts = CustodyTexts & { readonly salt: Buffer };

export function toCustodyMessage(entry: CustodyEntry, texts: DisclosedTexts | undefined): RecordingCustodyEntry {
  const { index, kind, at, actor, facts, textDigest, previousHash, hash } = entry;
  return {
    index,
    kind: kinds.numberOf(kind),
    occurredTime: at,
    ...actor,
    facts,
    textDigest: Buffer.from(textDigest),
    previousHash: Buffer.from(previousHash),
    hash: Buffer.from(hash),
    texts,
  };
}

export function toAnchorMessage({ place, path, root, entry, links, checkpoint }: AnchorProof): CustodyAnchor {
  return {
    index: place.index,
    hash: place.hash,
    steps: path.map(({ hash, isLeft }) => ({ hash: Buffer.from(hash), left: isLeft })),
    root,
    auditEntry: toEntryMessage(entry satisfies AuditEntry),
    links: links.map((link: AuditLink) => toLinkMessage(link)),
    checkpoint: toCheckpointMessage(checkpoint),
  };
}

export function toFindingMessage({ problem, from, to }: ChainFinding): FindingMessage {
  return { problem: problemNumber(problem), firstIndex: from, lastIndex: to };
}
