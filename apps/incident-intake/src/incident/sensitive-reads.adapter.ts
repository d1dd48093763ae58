import { refuseInvalid, type ClockAndIds } from '@safe-community/domain-kit';
import type { CallContext } from '@safe-community/grpc-kit';
import { isSensitive, type Category } from '../catalogue/module.ts';
import { checkReadReason } from './read-reason.ts';
import { requireAccess, type Seen } from './access.adapter.ts';

/** Who wants to read, and why. */
export interface Reader extends Pick<CallContext, 'caller' | 'actingUser' | 'method' | 'purpose' | 'rights'> {
  readonly reason: string;
}

/** And which incident. */
export interface ReadOrder extends Reader {
  readonly incidentId: string;
}

/** A read of a sensitive incident, as the audit records it. */
export interface SensitiveRead {
  /** UUID version 7 of the time of the read. */
  readonly readId: string;
  readonly readAt: Date;
  readonly system: string;
  /** EDRPOU code of its organisation. */
  readonly edrpou: string;
  readonly actingUser: string;
  /** "safecommunity.incidents.v1.IncidentIntakeService/GetIncident" */
  readonly method: string;
  readonly incidentId: string;
  /** This text may name other people: stored encrypted. */
  readonly reason: string;
}

/** And as it is recorded. */
export interface RecordedRead extends SensitiveRead {
  /** Name of the purpose in the policy; empty if the caller named none. */
  readonly purpose: string;
}

/** The audit of reads: append-only. */
export interface SensitiveReads {
  /** Resolves when all of them are on disk, all or none. Return nothing before that, or if this fails. */
  record(reads: readonly RecordedRead[]): Promise<void>;
}

/** Which reads to list; empty for all. */
export interface ReadFilter {
  readonly incidentId: string;
  readonly system: string;
}

export interface SensitiveReadReader {
  /** Those with an id below `olderThan`, newest first. Reasons are empty unless they are requested. */
  list(filter: ReadFilter, olderThan: string | undefined, most: number, withReasons: boolean): Promise<SensitiveRead[]>;
}

/** What queries that read incidents need from the service. */
export interface ReadAudit {
  readonly reads: SensitiveReads;
}

export interface ReadPorts extends ReadAudit {
  readonly clock: ClockAndIds;
}

/**
 * Await it before you return anything of an incident. A sensitive one requires an entitled caller who states a reason,
 * and the read is recorded first. A caller without the entitlement gets that refusal before any other.
 */
export async function readSensitive(ports: ReadPorts, order: ReadOrder, incident: Seen): Promise<void> {
  demandReader(order, incident);
  await recordReads(ports, order, incident.category, [order.incidentId]);
}

/** The first half: checks that the caller may read the incident and has stated a reason. */
export function demandReader({ incidentId, rights, reason }: ReadOrder, incident: Seen): void {
  requireAccess(rights, incident, incidentId);
  demandReason(reason, incident.category);
}

function demandReason(reason: string, category: Category): void {
  refuseInvalid(checkReadReason(reason, isSensitive(category)));
}

/** The second half, for incidents of one category that are returned together: they are recorded together. */
export async function recordReads(
  { reads, clock }: ReadPorts,
  reader: Reader,
  category: Category,
  incidentIds: readonly string[],
): Promise<void> {
  if (!isSensitive(category) || incidentIds.length === 0) return;
  await reads.record(readsOf(clock, reader, incidentIds));
}

/** Records reads of these incidents together. */
export function readsOf(
  clock: ClockAndIds,
  { caller, actingUser, purpose, method, reason }: Reader,
  incidentIds: readonly string[],
): RecordedRead[] {
  const readAt = clock.now();
  return incidentIds.map((incidentId) => ({
    readId: clock.newId(readAt),
    readAt,
    system: caller.name,
    edrpou: caller.edrpou,
    actingUser,
    purpose,
    method: method.slice(1),
    incidentId,
    reason,
  }));
}
