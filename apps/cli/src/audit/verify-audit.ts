import { ChainCheck, wordsOf, type AuditCheckpoint, type Counted } from '@safe-community/audit/chain';
import { checkPart, fromCheckpointMessage } from '@safe-community/audit/messages';
import {
  AuditCheckpoint as CheckpointMessage,
  ExportEntriesResponse,
} from '@safe-community/contracts/audit/v1/audit_service.ts';
import { readJsonLines } from './json-lines.ts';

/** What an audit is checked against besides itself. */
export interface Kept {
  /** Checkpoints of all services, from files that were kept elsewhere. */
  readonly checkpoints: readonly AuditCheckpoint[];
  /** Ids of further keys that may have signed. */
  readonly keyIds: readonly string[];
}

/** What came of it. */
export interface Verdict {
  readonly service: string;
  readonly counted: Counted;
  /** What is not as it was written, each in a sentence; empty when all is well. */
  readonly findings: readonly string[];
  /** Whether signatures were held against keys that somebody other than the service vouches for. */
  readonly keysVouchedFor: boolean;
}

/** Computes the audit of a service anew, from an export that may come from the service or from a file. */
export async function verifyAudit(
  service: string,
  parts: AsyncIterable<ExportEntriesResponse>,
  { checkpoints, keyIds }: Kept,
): Promise<Verdict> {
  const kept = checkpoints.filter((checkpoint) => checkpoint.service === service);
  // Whoever keeps a checkpoint vouches for the key that it was signed by.
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
