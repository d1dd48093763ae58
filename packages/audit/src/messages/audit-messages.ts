import {
  EntryKind as KindNumber,
  type AuditCheckpoint as CheckpointMessage,
  type AuditEntry as EntryMessage,
  type AuditLink as LinkMessage,
  type ExportEntriesResponse,
} from '@safe-community/contracts/audit/v1/audit_service.ts';
import type { ExportedEntry } from '../chain/check-chain.ts';
import type { AuditCheckpoint } from '../chain/checkpoint.ts';
import type { AuditEntry, EntryKind } from '../chain/entry.ts';
import type { AuditLink } from '../chain/link.ts';
import type { ChainPart } from '../store/export-chain.ts';

const NUMBERS: Readonly<Record<EntryKind, KindNumber>> = {
  write: KindNumber.WRITE,
  denied: KindNumber.DENIED,
  'sensitive-read': KindNumber.SENSITIVE_READ,
  'audit-read': KindNumber.AUDIT_READ,
  administration: KindNumber.ADMINISTRATION,
};

/** Undefined for an unknown number. */
export function kindOf(number: KindNumber): EntryKind | undefined {
  return (Object.keys(NUMBERS) as EntryKind[]).find((kind) => NUMBERS[kind] === number);
}

export function toEntryMessage(entry: AuditEntry, foundReasonDigest: Uint8Array = new Uint8Array()): EntryMessage {
  return {
    sequence: entry.sequence,
    occurredTime: entry.occurredAt,
    kind: NUMBERS[entry.kind] ?? KindNumber.UNSPECIFIED,
    system: entry.system,
    edrpou: entry.edrpou,
    actingUser: entry.actingUser,
    purpose: entry.purpose,
    method: entry.method,
    requestId: entry.requestId,
    subjectIds: [...entry.subjectIds],
    refusal: entry.refusal,
    times: entry.times,
    reasonDigest: Buffer.from(entry.reasonDigest),
    digest: Buffer.from(entry.digest),
    foundReasonDigest: Buffer.from(foundReasonDigest),
  };
}

/** The entry of a message. A kind that this version does not know becomes empty, so its digest does not match. */
export function fromEntryMessage(message: EntryMessage): ExportedEntry {
  const { kind, occurredTime, ...rest } = message;
  return { ...rest, kind: kindOf(kind) ?? ('' as EntryKind), occurredAt: occurredTime ?? NO_TIME };
}

export function toLinkMessage(link: AuditLink): LinkMessage {
  const { recordedAt, previousHash, digest, hash, ...sequences } = link;
  return {
    ...sequences,
    recordedTime: recordedAt,
    previousHash: Buffer.from(previousHash),
    digest: Buffer.from(digest),
    hash: Buffer.from(hash),
  };
}

export function fromLinkMessage({ recordedTime, ...rest }: LinkMessage): AuditLink {
  return { ...rest, recordedAt: recordedTime ?? NO_TIME };
}

export function toCheckpointMessage(checkpoint: AuditCheckpoint): CheckpointMessage {
  const { signedAt, hash, publicKey, signature, ...rest } = checkpoint;
  return {
    ...rest,
    hash: Buffer.from(hash),
    signedTime: signedAt,
    publicKey: Buffer.from(publicKey),
    signature: Buffer.from(signature),
  };
}

export function fromCheckpointMessage({ signedTime, ...rest }: CheckpointMessage): AuditCheckpoint {
  return { ...rest, signedAt: signedTime ?? NO_TIME };
}

/** Stands in for a missing time. None of our entries has this one. */
const NO_TIME = new Date(0);

type ExportPart = NonNullable<ExportEntriesResponse['part']>;

/** @param reasons current digests of encrypted reasons, by the ids of their reads. */
export function toPart(part: ChainPart, reasons: ReadonlyMap<string, Uint8Array>): ExportPart {
  if (part.is === 'link') return { $case: 'link', value: toLinkMessage(part.link) };
  if (part.is === 'checkpoint') return { $case: 'checkpoint', value: toCheckpointMessage(part.checkpoint) };
  return { $case: 'entry', value: toEntryMessage(part.entry, reasons.get(part.entry.requestId)) };
}
