import { refuseInvalid, type CallContext } from '@safe-community/grpc-kit';
import { isSensitive, type Category } from '../../domain/catalogue/category.ts';
import { checkReadReason } from '../../domain/reading/read-reason.ts';
import { demandEntitled } from '../entitlement.ts';
import type { Origin } from '../ports.ts';

/** Who wants to read which incident, and why. */
export interface ReadOrder extends Pick<CallContext, 'caller' | 'actingUser' | 'method'> {
  readonly incidentId: string;
  readonly reason: string;
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

/** The audit of reads: written once, never changed. */
export interface SensitiveReads {
  /** Resolves when the read is on disk; it must not be answered before, nor when this fails. */
  record(read: SensitiveRead): Promise<void>;
}

/** Which reads are asked for; empty for all. */
interface ReadFilter {
  readonly incidentId: string;
  readonly system: string;
}

export interface SensitiveReadReader {
  /** Newest first, those with an id below `olderThan`. */
  list(filter: ReadFilter, olderThan: string | undefined, most: number): Promise<SensitiveRead[]>;
}

export interface ReadPorts {
  readonly reads: SensitiveReads;
  readonly origin: Origin;
}

/**
 * To be awaited before anything of an incident is answered: a sensitive one is for those entitled, who must say
 * why, and the read is recorded first. Who is not entitled is told that before anything else.
 */
export async function readSensitive(ports: ReadPorts, order: ReadOrder, category: Category): Promise<void> {
  demandEntitled(order.caller, category);
  const sensitive = isSensitive(category);
  refuseInvalid(checkReadReason(order.reason, sensitive));
  if (sensitive) await ports.reads.record(toRead(ports.origin, order));
}

function toRead(origin: Origin, { caller, actingUser, method, incidentId, reason }: ReadOrder): SensitiveRead {
  const readAt = origin.now();
  return {
    readId: origin.newId(readAt),
    readAt,
    system: caller.name,
    edrpou: caller.edrpou,
    actingUser,
    method: method.slice(1),
    incidentId,
    reason: reason.normalize(),
  };
}
