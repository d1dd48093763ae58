import { status, type ChannelCredentials, type ServiceError } from '@grpc/grpc-js';
import { OfficerKind, type Officer } from '@safe-community/contracts/officers/v1/officer.ts';
import { OfficerRegistryServiceClient } from '@safe-community/contracts/officers/v1/officer_registry_service.ts';
import { unavailable } from '@safe-community/domain-kit';
import { callUnary, openClient } from '@safe-community/grpc-kit';
import { toOfficerState } from '../../app/officer-state.ts';
import type { OfficerRegistry } from '../../app/ports.ts';
import type { Candidate } from '../../domain/officer.ts';

export interface RegistryClient extends OfficerRegistry {
  close(): void;
}

const GET_OFFICER = 'safecommunity.officers.v1.OfficerRegistryService/GetOfficer';

/** What the registry's answer may be when it, or the way to it, is not well: worth another try. */
const PASSING: ReadonlySet<status> = new Set([
  status.UNAVAILABLE,
  status.DEADLINE_EXCEEDED,
  status.CANCELLED,
  status.RESOURCE_EXHAUSTED,
]);

/**
 * The officer registry over gRPC.
 *
 * @param deadlineMs the longest that an answer is waited for
 */
export function officerRegistry(address: string, credentials: ChannelCredentials, deadlineMs: number): RegistryClient {
  const client = openClient(OfficerRegistryServiceClient, address, credentials);
  return {
    async find(officerId, until) {
      const wait = Math.max(0, Math.min(deadlineMs, until - Date.now()));
      try {
        const { officer } = await callUnary(GET_OFFICER, client.getOfficer.bind(client), { officerId }, wait);
        return officer && toCandidate(officer);
      } catch (error) {
        const code = (error as Partial<ServiceError>).code;
        if (code === status.NOT_FOUND) return undefined;
        if (code !== undefined && PASSING.has(code)) throw unavailable('the officer registry does not answer');
        throw error;
      }
    },
    close: () => client.close(),
  };
}

/** The registry also tells name and telephone: they go no further than this. */
function toCandidate({ officerId, kind, state, patrolUnitCode }: Officer): Candidate {
  return {
    officerId,
    kind: kind === OfficerKind.PATROL ? 'patrol' : 'other',
    state: toOfficerState(state),
    unitCode: patrolUnitCode,
  };
}
