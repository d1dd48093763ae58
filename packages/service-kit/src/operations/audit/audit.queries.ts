import {
  AuditServiceService,
  EntryKind,
  ListCheckpointsRequest,
  SearchEntriesRequest,
} from '@safe-community/contracts/audit/v1/audit_service.ts';
import {
  exportChain,
  newestCheckpoints,
  recordAuditRead,
  searchEntries,
  type ChainPart,
  type EntryFilter,
} from '@safe-community/audit';
import { kindOf, toCheckpointMessage, toEntryMessage, toPart } from '@safe-community/audit/messages';
import { Refusal, unless, type Violation } from '@safe-community/domain-kit';
import { nextPageToken, pageOf, readListPage, toBigInt, type CallContext } from '@safe-community/grpc-kit';
import { COUNTRY } from '@safe-community/security/policy';
import { given } from '../../module/given.ts';
import type { Rpc } from '../../module/rpc.ts';

const { streamQuery, query } = given<AuditedService>();

export interface AuditedService {
  /** "incident-intake" */
  readonly service: string;
  /**
   * SHA-256 of encrypted reasons as they are now, by the ids of their reads; absent where no reasons are encrypted.
   */
  readonly reasonDigests?: ((readIds: readonly string[]) => Promise<ReadonlyMap<string, Uint8Array>>) | undefined;
}

const MAX_TEXT_LENGTH = 200;

const search = query(AuditServiceService.searchEntries, {
  authorize: ({ call }) => requireCountry(call),
  parse({ request, fields }) {
    fields.check(checkSearch(request));
    const list = readListPage(request, fields, SearchEntriesRequest, toBigInt);
    return { list, filter: filterOf(request), subjects: subjectsOf(request) };
  },
  async read({
    query: {
      filter,
      list: { place: olderThan, size },
      subjects,
    },
    call,
    database,
  }) {
    await recordAuditRead(database, call, subjects);
    return pageOf(await searchEntries(database.em.fork(), filter, olderThan, size + 1), size);
  },
  reply: ({ found: { page, last }, query: { list } }) => ({
    entries: page.map((entry) => toEntryMessage(entry)),
    nextPageToken: nextPageToken(list, last?.sequence),
  }),
});

function checkSearch({ kind, system, actingUser, method, subjectId }: SearchEntriesRequest): Violation[] {
  const texts = { system, acting_user: actingUser, method, subject_id: subjectId };
  return [
    ...unless(kind === EntryKind.UNSPECIFIED || kindOf(kind) !== undefined, 'kind', 'must be a known kind'),
    // The entries themselves hold what callers sent, so any text that the database can hold may be searched for.
    ...Object.entries(texts).flatMap(([field, text]) =>
      unless(
        text.length <= MAX_TEXT_LENGTH && !text.includes('\0'),
        field,
        `must be at most ${MAX_TEXT_LENGTH} characters`,
      ),
    ),
  ];
}

function filterOf({
  system,
  actingUser,
  method,
  subjectId,
  kind,
  fromTime,
  toTime,
}: SearchEntriesRequest): EntryFilter {
  return { system, actingUser, method, subjectId, kind: kindOf(kind), from: fromTime, to: toTime };
}

/** What the search is about, for the entry of this read. */
function subjectsOf({ subjectId }: SearchEntriesRequest): string[] {
  return /^\S+$/.test(subjectId) ? [subjectId] : [];
}

const exportEntries = streamQuery(AuditServiceService.exportEntries, {
  authorize: ({ call }) => requireCountry(call),
  parse({ request: { fromSequence }, fields }) {
    fields.check(unless(fromSequence < 2n ** 63n, 'from_sequence', 'must be a sequence, or 0'));
    return fromSequence === 0n ? 1n : fromSequence;
  },
  async *read({ query: from, call, database, deps: { service, reasonDigests } }) {
    await recordAuditRead(database, call, []);
    for await (const parts of exportChain(database.em.fork(), service, from)) {
      const readIds = parts.flatMap((part) => (part.is === 'entry' && hasReason(part) ? [part.entry.requestId] : []));
      const digests = readIds.length === 0 ? NONE : ((await reasonDigests?.(readIds)) ?? NONE);
      for (const part of parts) yield { part, digests };
    }
  },
  reply: ({ found: { part, digests } }) => ({ part: toPart(part, digests) }),
});

const NONE: ReadonlyMap<string, Uint8Array> = new Map();

function hasReason({ entry }: ChainPart & { readonly is: 'entry' }): boolean {
  return entry.reasonDigest.length > 0;
}

const listCheckpoints = query(AuditServiceService.listCheckpoints, {
  authorize: ({ call }) => requireCountry(call),
  parse: ({ request, fields }) => readListPage(request, fields, ListCheckpointsRequest, toBigInt),
  async read({ query: { size, place: olderThan }, database, deps: { service } }) {
    return pageOf(await newestCheckpoints(database.em.fork(), service, olderThan, size + 1), size);
  },
  reply: ({ found: { page, last }, query: list }) => ({
    checkpoints: page.map(toCheckpointMessage),
    nextPageToken: nextPageToken(list, last?.sequence),
  }),
});

/** An entry does not say where it happened, so the audit cannot be shown for a part of the country. */
function requireCountry({ rights }: CallContext): Refusal | undefined {
  if (rights.views.some(({ territory }) => territory.has(COUNTRY))) return undefined;
  return new Refusal('permission-denied', 'the audit is read for the whole country or not at all', {
    reason: 'OUTSIDE_TERRITORY',
  });
}

/** The audit of a service. Each read of its entries is itself audited, and that entry commits before the answer. */
export const AUDIT_QUERIES: readonly Rpc<AuditedService>[] = [search, exportEntries, listCheckpoints];
