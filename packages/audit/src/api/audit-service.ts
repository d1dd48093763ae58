import {
  AuditServiceService,
  type ExportEntriesRequest,
  type ExportEntriesResponse,
  type ListCheckpointsRequest,
  type ListCheckpointsResponse,
  type SearchEntriesRequest,
  type SearchEntriesResponse,
} from '@safe-community/contracts/audit/v1/audit_service.ts';
import type { Database } from '@safe-community/database';
import { COUNTRY } from '@safe-community/security/policy';
import { Refusal, refuseInvalid } from '@safe-community/domain-kit';
import { serve, type CallContext, type ServedService } from '@safe-community/grpc-kit';
import { actorOf } from '../actor-of.ts';
import { PLAIN, type NewEntry } from '../chain/entry.ts';
import { appendAudit } from '../store/append-audit.ts';
import { newestCheckpoints } from '../store/checkpoint-rows.ts';
import { exportChain, type ChainPart } from '../store/export-chain.ts';
import { searchEntries } from '../store/search-entries.ts';
import { toCheckpointMessage, toEntryMessage, toLinkMessage, type ExportPart } from './audit-messages.ts';
import {
  DEFAULT_PAGE,
  filterOf,
  olderThanOf,
  pageTokenOf,
  pageViolations,
  searchViolations,
  sequenceOf,
  subjectsOf,
  unless,
} from './audit-requests.ts';

export interface AuditPorts {
  readonly database: Database;
  /** "incident-intake" */
  readonly service: string;
  /** SHA-256 of sealed reasons as they are now, by the ids of their reads; absent where nothing is sealed. */
  readonly reasonDigests?: ((readIds: readonly string[]) => Promise<ReadonlyMap<string, Uint8Array>>) | undefined;
}

/** The door to the audit of a service. Who comes through it is audited as well, before anything is told. */
export function auditService(ports: AuditPorts): ServedService {
  return serve(AuditServiceService, {
    searchEntries: (request, call) => search(ports, request, call),
    exportEntries: (request, call) => exportAll(ports, request, call),
    listCheckpoints: (request, call) => listCheckpoints(ports, request, call),
  });
}

async function search(
  { database }: AuditPorts,
  request: SearchEntriesRequest,
  call: CallContext,
): Promise<SearchEntriesResponse> {
  demandCountry(call);
  refuseInvalid(searchViolations(request));
  await recordAuditRead(database, call, subjectsOf(request));
  const size = request.pageSize === 0 ? DEFAULT_PAGE : request.pageSize;
  const olderThan = request.pageToken === '' ? undefined : olderThanOf(request.pageToken, request);
  // One more than asked for tells whether there is a next page.
  const found = await searchEntries(database.em.fork(), filterOf(request), olderThan, size + 1);
  const page = found.slice(0, size);
  const last = found.length > size ? page.at(-1) : undefined;
  return {
    entries: page.map((entry) => toEntryMessage(entry)),
    nextPageToken: last === undefined ? '' : pageTokenOf(last.sequence, request),
  };
}

async function* exportAll(
  { database, service, reasonDigests }: AuditPorts,
  { fromSequence }: ExportEntriesRequest,
  call: CallContext,
): AsyncGenerator<ExportEntriesResponse> {
  demandCountry(call);
  refuseInvalid(unless(fromSequence < 2n ** 63n, 'from_sequence', 'must be a sequence, or 0'));
  await recordAuditRead(database, call, []);
  const from = fromSequence === 0n ? 1n : fromSequence;
  for await (const parts of exportChain(database.em.fork(), service, from)) {
    const readIds = parts.flatMap((part) => (part.is === 'entry' && hasReason(part) ? [part.entry.requestId] : []));
    const found = readIds.length === 0 ? NONE : ((await reasonDigests?.(readIds)) ?? NONE);
    for (const part of parts) yield { part: toPart(part, found) };
  }
}

async function listCheckpoints(
  { database, service }: AuditPorts,
  { pageSize, pageToken }: ListCheckpointsRequest,
  call: CallContext,
): Promise<ListCheckpointsResponse> {
  demandCountry(call);
  const olderThan = sequenceOf(pageToken);
  refuseInvalid([
    ...pageViolations(pageSize),
    ...unless(pageToken === '' || olderThan !== undefined, 'page_token', 'must be a next_page_token of an answer'),
  ]);
  const size = pageSize === 0 ? DEFAULT_PAGE : pageSize;
  const found = await newestCheckpoints(database.em.fork(), service, olderThan, size + 1);
  const page = found.slice(0, size);
  const last = found.length > size ? page.at(-1) : undefined;
  return { checkpoints: page.map(toCheckpointMessage), nextPageToken: last === undefined ? '' : String(last.sequence) };
}

/** An entry does not say where it was: whoever answers for a part of the country cannot be shown that part alone. */
function demandCountry({ rights }: CallContext): void {
  if (rights.views.some(({ territory }) => territory.has(COUNTRY))) return;
  throw new Refusal('permission-denied', 'the audit is read for the whole country or not at all', {
    reason: 'OUTSIDE_TERRITORY',
  });
}

/** To be awaited before anything of an audit is told. */
export async function recordAuditRead(
  database: Database,
  call: CallContext,
  subjectIds: readonly string[],
): Promise<void> {
  const { method } = call;
  const entry: NewEntry = {
    ...PLAIN,
    ...actorOf(call),
    kind: 'audit-read',
    method,
    occurredAt: new Date(),
    subjectIds,
  };
  await database.em.fork().transactional((em) => appendAudit(em, [entry]));
}

const NONE: ReadonlyMap<string, Uint8Array> = new Map();

function hasReason({ entry }: ChainPart & { readonly is: 'entry' }): boolean {
  return entry.reasonDigest.length > 0;
}

function toPart(part: ChainPart, reasons: ReadonlyMap<string, Uint8Array>): ExportPart {
  if (part.is === 'link') return { $case: 'link', value: toLinkMessage(part.link) };
  if (part.is === 'checkpoint') return { $case: 'checkpoint', value: toCheckpointMessage(part.checkpoint) };
  return { $case: 'entry', value: toEntryMessage(part.entry, reasons.get(part.entry.requestId)) };
}
