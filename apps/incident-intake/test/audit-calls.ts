import { Metadata } from '@grpc/grpc-js';
import { ChainCheck, wordsOf } from '@safe-community/audit/chain';
import { checkPart } from '@safe-community/audit/messages';
import {
  AuditServiceClient,
  ExportEntriesRequest,
  ListCheckpointsRequest,
  SearchEntriesRequest,
  type AuditEntry,
  type ExportEntriesResponse,
  type ListCheckpointsResponse,
  type SearchEntriesResponse,
} from '@safe-community/contracts/audit/v1/audit_service.ts';
import { callUnary } from '@safe-community/grpc-kit';
import { demoClientCredentials } from '@safe-community/testkit';
import { onTestFinished } from 'vitest';
import type { From } from './running-intake.ts';

const DEADLINE_MS = 30_000;

/** The audit of a service as an auditor queries it. */
export function auditAt(port: number, from: From = 'client') {
  const client = new AuditServiceClient(`localhost:${port}`, demoClientCredentials(from));
  onTestFinished(() => client.close());
  const search = (request: Partial<SearchEntriesRequest>): Promise<SearchEntriesResponse> =>
    callUnary('Search', client.searchEntries.bind(client), SearchEntriesRequest.fromPartial(request), DEADLINE_MS);
  const parts = (): AsyncIterable<ExportEntriesResponse> =>
    client.exportEntries(ExportEntriesRequest.fromPartial({}), new Metadata());
  return {
    search,
    /** All matches, newest first. */
    find: async (request: Partial<SearchEntriesRequest>): Promise<AuditEntry[]> =>
      (await search({ pageSize: 500, ...request })).entries,
    checkpoints: (): Promise<ListCheckpointsResponse> =>
      callUnary(
        'ListCheckpoints',
        client.listCheckpoints.bind(client),
        ListCheckpointsRequest.fromPartial({}),
        DEADLINE_MS,
      ),
    /** The problems that verification finds, in words. */
    async check(): Promise<string[]> {
      const checking = new ChainCheck();
      for await (const part of parts()) checkPart(checking, part);
      return checking.end().findings.map(wordsOf);
    },
  };
}
