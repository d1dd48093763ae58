import { nextPageToken, pageOf, readListPage, toId } from '@safe-community/grpc-kit';
import { recordAuditRead } from '@safe-community/audit';
import {
  ListSensitiveReadsRequest,
  RetentionServiceService,
} from '@safe-community/contracts/incidents/v1/retention_service.ts';
import { checkText, notFound, type Violation } from '@safe-community/domain-kit';
import { maySeeKind } from '@safe-community/security/policy';
import { given, type Rpc } from '@safe-community/service-kit';
import { CATEGORIES, isSensitive } from '../catalogue/module.ts';
import { readSensitive, type ReadAudit, type SensitiveReadReader } from '../incident/module.ts';
import { findRetention } from './retention.store.ts';
import type { LegalHold } from './retention.ts';

/** What the queries about retention and sensitive reads need from the service. */
export interface RetentionReads extends ReadAudit {
  readonly reads: ReadAudit['reads'] & SensitiveReadReader;
}

const { query } = given<RetentionReads>();

/** When an incident is due to be erased, and its holds. A read of a sensitive one is recorded first. */
const getRetention = query(RetentionServiceService.getRetention, {
  parse: ({ request: { reason }, fields }) => ({ incidentId: fields.uuid('incident_id'), reason }),
  async read({ query: { incidentId, reason }, call, database, clock, deps: { reads } }) {
    const found = await findRetention(database, incidentId);
    if (found === undefined) return notFound('incident');
    await readSensitive({ reads, clock }, { ...call, incidentId, reason }, found);
    return found;
  },
  reply: ({ found: { eraseAt, erasedAt, holds } }) => ({
    eraseDueTime: erasedAt === undefined ? eraseAt : undefined,
    erasedTime: erasedAt,
    holds: holds.map(toHoldMessage),
  }),
});

function toHoldMessage({ holdId, ground, placedAt, system, actingUser, released }: LegalHold) {
  return {
    holdId,
    ground,
    placedTime: placedAt,
    placedBy: actingUser === '' ? system : `${system}/${actingUser}`,
    releasedTime: released?.at,
    releaseGround: released?.ground ?? '',
  };
}

/**
 * Who read which sensitive incidents, newest first. The reasons, which may name people, are only for callers who may
 * read such incidents. This read is recorded in the audit first.
 */
const listSensitiveReads = query(RetentionServiceService.listSensitiveReads, {
  parse({ request, fields }) {
    const incidentId = fields.optionalUuid('incident_id');
    const system = fields.text('system', checkSystem);
    return { incidentId, system, list: readListPage(request, fields, ListSensitiveReadsRequest, toId) };
  },
  async read({ query: { incidentId, system, list }, call, database, deps: { reads } }) {
    const { place: olderThan, size } = list;
    const withReasons = CATEGORIES.filter(isSensitive).every((category) => maySeeKind(call.rights, category, true));
    await recordAuditRead(database, call, incidentId === '' ? [] : [incidentId]);
    return pageOf(await reads.list({ incidentId, system }, olderThan, size + 1, withReasons), size);
  },
  reply: ({ found: { page, last }, query: { list } }) => ({
    reads: page.map(({ readAt, ...read }) => ({ ...read, readTime: readAt })),
    nextPageToken: nextPageToken(list, last?.readId),
  }),
});

function checkSystem(system: string, field: string): Violation[] {
  return checkText(system, field, { most: 64 });
}

export const RETENTION_QUERIES: readonly Rpc<RetentionReads>[] = [getRetention, listSensitiveReads];
