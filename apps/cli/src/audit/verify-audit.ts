import { ChainCheck, wordsOf, type AuditCheckpoint, type Counted } from '@safe-community/audit/chain';
import { checkPart, fromCheckpointMessage } from '@safe-community/audit/messages';
import {
  AuditCheckpoint as CheckpointMessage,
  ExportEntriesResponse,
} from '@safe-community/contracts/audit/v1/audit_service.ts';
import { readJsonLines } from './json-lines.ts';

/** External evidence that an audit is checked against. */
export interface Kept {
  /** Checkpoints of all services, from files stored elsewhere. */
  readonly checkpoints: readonly AuditCheckpoint[];
  /** Ids of additional trusted signing keys. */
  readonly keyIds: readonly string[];
}

export interface Verdict {
  readonly service: string;
  readonly counted: Counted;
  /** Readable alterations; empty when the audit is intact. */
  readonly findings: readonly string[];
  /** Whether the trusted keys come from somewhere other than the service itself. */
  readonly keysVouchedFor: boolean;
}

/** Recomputes the audit chain from an export, which comes from the service or from a file. */
export async function verifyAudit(
  service: string,
  parts: AsyncIterable<ExportEntriesResponse>,
  { checkpoints, keyIds }: Kept,
): Promise<Verdict> {
  const kept = checkpoints.filter((checkpoint) => checkpoint.service === service);
  // A checkpoint stored elsewhere vouches for the key that signed it.
  const trusted = new Set([...keyIds, ...kept.map(({ keyId }) => keyId)]);
  const keysVouchedFor = trusted.size > 0;
  const checking = new ChainCheck({ kept, ...(keysVouchedFor && { keyIds: trusted }) });
  for await (const part of parts) checkPart(checking, part);
  const { findings, counted } = checking.end();
  return { service, counted, findings: findings.map(wordsOf), keysVouchedFor };
}

export function exportOfFile(file: string): AsyncIterable<ExportEntriesResponse> {
  return readJsonLines(file, (line) => ExportEntriesResponse.fromJSON(line));
}

export async function checkpointsOfFiles(files: readonly string[]): Promise<AuditCheckpoint[]> {
  const found: AuditCheckpoint[] = [];
  for (const file of files) {
    for await (const message of readJsonLines(file, (line) => CheckpointMessage.fromJSON(line)))
      found.push(fromCheckpointMessage(message));
  }
  return found;
}
