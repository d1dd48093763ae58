import type {
  FindResponsibleOfficerRequest,
  FindResponsibleOfficerResponse,
  GetCoverageRequest,
  GetCoverageResponse,
  GetOfficerRequest,
  GetOfficerResponse,
} from '@safe-community/contracts/officers/v1/officer_registry_service.ts';
import { notFound, refuseInvalid, checkUuid } from '@safe-community/domain-kit';
import { sharedAnswer } from '@safe-community/grpc-kit';
import { roleNumber } from '../../app/contract-enums.ts';
import { findResponsibleOfficer, type Responsible } from '../../app/find-responsible-officer.ts';
import { getCoverage } from '../../app/get-coverage.ts';
import type { Directory, OfficerReader } from '../../app/ports.ts';
import { isFirstLevel, placesOf } from '../../app/territory.ts';
import { checkBeat } from '../../domain/beat.ts';
import type { Officer } from '../../domain/officer.ts';
import { toOfficerMessage } from './map-officer.ts';

export function handleGetOfficer(officers: OfficerReader) {
  return async ({ officerId }: GetOfficerRequest): Promise<GetOfficerResponse> => {
    refuseInvalid(checkUuid(officerId, 'officer_id'));
    const officer = await officers.find(officerId);
    if (officer === undefined) throw notFound('officer');
    return { officer: toOfficerMessage(officer) };
  };
}

export function handleFindResponsibleOfficer(directory: Directory) {
  const answerOf = keptAnswers();
  return async (place: FindResponsibleOfficerRequest): Promise<FindResponsibleOfficerResponse> => {
    refuseInvalid(checkBeat(place, await placesOf(place, directory), ''));
    return answerOf(findResponsibleOfficer(directory, place));
  };
}

/**
 * To write an answer takes a tenth of a call, and in a surge the same ones are asked for again and again: the last one of
 * each officer is kept for as long as the directory keeps that officer open, and no longer.
 */
function keptAnswers(): (responsible: Responsible) => FindResponsibleOfficerResponse {
  const kept = new WeakMap<Officer, Pick<Responsible, 'duty'> & { readonly answer: FindResponsibleOfficerResponse }>();
  return ({ officer, duty }) => {
    const known = kept.get(officer);
    if (known?.duty === duty) return known.answer;
    const answer = sharedAnswer({ officer: toOfficerMessage(officer), beat: duty.beat, role: roleNumber(duty.role) });
    kept.set(officer, { duty, answer });
    return answer;
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
