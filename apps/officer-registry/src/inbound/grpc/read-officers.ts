import type {
  FindResponsibleOfficerRequest,
  FindResponsibleOfficerResponse,
  GetCoverageRequest,
  GetCoverageResponse,
  GetOfficerRequest,
  GetOfficerResponse,
} from '@safe-community/contracts/officers/v1/officer_registry_service.ts';
import { notFound, refuseInvalid, uuidViolations } from '@safe-community/grpc-kit';
import { roleNumber } from '../../app/contract-enums.ts';
import { findResponsibleOfficer } from '../../app/find-responsible-officer.ts';
import { getCoverage } from '../../app/get-coverage.ts';
import type { Directory, OfficerReader } from '../../app/ports.ts';
import { isFirstLevel, placesOf } from '../../app/territory.ts';
import { checkBeat } from '../../domain/beat.ts';
import { toOfficerMessage } from './map-officer.ts';

export function handleGetOfficer(officers: OfficerReader) {
  return async ({ officerId }: GetOfficerRequest): Promise<GetOfficerResponse> => {
    refuseInvalid(uuidViolations(officerId, 'officer_id'));
    const officer = await officers.find(officerId);
    if (officer === undefined) throw notFound('officer');
    return { officer: toOfficerMessage(officer) };
  };
}

export function handleFindResponsibleOfficer(directory: Directory) {
  return async (place: FindResponsibleOfficerRequest): Promise<FindResponsibleOfficerResponse> => {
    refuseInvalid(checkBeat(place, await placesOf(place, directory), ''));
    const { officer, duty } = findResponsibleOfficer(directory, place);
    return { officer: toOfficerMessage(officer), beat: duty.beat, role: roleNumber(duty.role) };
  };
}

export function handleGetCoverage(directory: Directory) {
  return async ({ oblastCode }: GetCoverageRequest): Promise<GetCoverageResponse> => {
    const isKnown = oblastCode === '' || isFirstLevel(oblastCode);
    refuseInvalid(isKnown ? [] : [{ field: 'oblast_code', rule: 'must be empty or the KATOTTG code of an oblast' }]);
    const { total, oblasts } = getCoverage(directory, oblastCode);
    return { ...total, oblasts: [...oblasts] };
  };
}
