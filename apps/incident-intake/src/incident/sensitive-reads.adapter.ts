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

/** A read of a sensitive incident, as the audit keeps it. */
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
  /** What people write there may name others: stored encrypted. */
  readonly reason: string;
}

/** And as it is recorded. */
export interface RecordedRead extends SensitiveRead {
  /** Name of the purpose, as the policy has them; empty when the caller named none. */
  readonly purpose: string;
}

/** The audit of reads: written once, never changed. */
export interface SensitiveReads {
  /** Resolves when all of them are on disk, as one; nothing must be answered before, nor when this fails. */
  record(reads: readonly RecordedRead[]): Promise<void>;
}

/** Which reads are asked for; empty for all. */
export interface ReadFilter {
  readonly incidentId: string;
  readonly system: string;
}

export interface SensitiveReadReader {
  /** Newest first, those with an id below `olderThan`. Reasons are empty unless they are asked for. */
  list(filter: ReadFilter, olderThan: string | undefined, most: number, withReasons: boolean): Promise<SensitiveRead[]>;
}

export interface ReadPorts {
  readonly reads: SensitiveReads;
  readonly clock: ClockAndIds;
}

/**
 * To be awaited before anything of an incident is answered: a sensitive one is for those entitled, who must say
 * why, and the read is recorded first. Who is not entitled is told that before anything else.
 */
export async function readSensitive(ports: ReadPorts, order: ReadOrder, incident: Seen): Promise<void> {
  demandReader(order, incident);
  await recordReads(ports, order, incident.category, [order.incidentId]);
}

/** The first half: whoever may read the incident has said why. */
export function demandReader({ incidentId, rights, reason }: ReadOrder, incident: Seen): void {
  requireAccess(rights, incident, incidentId);
  demandReason(reason, incident.category);
}

function demandReason(reason: string, category: Category): void {
  refuseInvalid(checkReadReason(reason, isSensitive(category)));
}

/** The second half, for incidents of one category that are answered at once: they are recorded at once. */
export async function recordReads(
  { reads, clock }: ReadPorts,
  reader: Reader,
  category: Category,
  incidentIds: readonly string[],
): Promise<void> {
  if (!isSensitive(category) || incidentIds.length === 0) return;
  await reads.record(readsOf(clock, reader, incidentIds));
}

/** Reads of these incidents at once, as they are recorded. */
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
