import { status, type ChannelCredentials, type ServiceError } from '@grpc/grpc-js';
import { OfficerKind, type Officer } from '@safe-community/contracts/officers/v1/officer.ts';
import { OfficerRegistryServiceClient } from '@safe-community/contracts/officers/v1/officer_registry_service.ts';
import { unavailable, type Decision } from '@safe-community/domain-kit';
import { callUnary, openClient } from '@safe-community/grpc-kit';
import { toOfficerState } from './officer.mapping.ts';
import type { Candidate } from './officer.ts';

/** The officer registry itself, for facts that must be current. */
export interface OfficerRegistry {
  /**
   * Undefined if the registry has no such officer. UNAVAILABLE if it does not answer within its own deadline or that of
   * the call that asks.
   */
  find(officerId: string): Promise<Decision<Candidate | undefined>>;
  close(): void;
}

const GET_OFFICER = 'safecommunity.officers.v1.OfficerRegistryService/GetOfficer';

/**
 * Codes after which a retry may succeed: the registry or the network is away, busy or breaking down. A registry whose
 * database is away answers INTERNAL, and so does the client when a dying one resets the call.
 */
const TRANSIENT: ReadonlySet<status> = new Set([
  status.UNAVAILABLE,
  status.DEADLINE_EXCEEDED,
  status.CANCELLED,
  status.RESOURCE_EXHAUSTED,
  status.INTERNAL,
  status.UNKNOWN,
  status.ABORTED,
]);

/** @param deadlineMs the maximum wait for an answer */
export function officerRegistry(address: string, credentials: ChannelCredentials, deadlineMs: number): OfficerRegistry {
  const client = openClient(OfficerRegistryServiceClient, address, credentials);
  return {
    async find(officerId) {
      try {
        const { officer } = await callUnary(GET_OFFICER, client.getOfficer.bind(client), { officerId }, deadlineMs);
        return officer && toCandidate(officer);
      } catch (error) {
        const code = (error as Partial<ServiceError>).code;
        if (code === status.NOT_FOUND) return undefined;
        if (code !== undefined && TRANSIENT.has(code)) return unavailable('the officer registry does not answer');
        throw error;
      }
    },
    close: () => client.close(),
  };
}

/** The registry also sends the name and phone; they are dropped here. */
function toCandidate({ officerId, kind, state, patrolUnitCode }: Officer): Candidate {
  return {
    officerId,
    kind: kind === OfficerKind.PATROL ? 'patrol' : 'other',
    state: toOfficerState(state),
    unitCode: patrolUnitCode,
  };
}
