import {
  OfficerRegistryServiceService,
  type FindResponsibleOfficerResponse,
} from '@safe-community/contracts/officers/v1/officer_registry_service.ts';
import { Refusal, responsibleAssignment, unless, type Decision, type Violation } from '@safe-community/domain-kit';
import { sharedResponse } from '@safe-community/grpc-kit';
import { query, type Rpc } from '@safe-community/service-kit';
import { hromadas, oblasts } from '@safe-community/territory';
import { roleNumber, toOfficerMessage, type Beat, type Officer } from '../officers/module.ts';
import { isFirstLevel } from '../territory/module.ts';
import { checkBeat, type Duty } from './beat.ts';
import { coverageByOblast, totalCoverage, type Coverage, type OblastCoverage } from './coverage.ts';
import type { Directory } from './directory.adapter.ts';
import { oblastOf, placesOf } from './places.adapter.ts';

export function beatQueries(directory: Directory): Rpc[] {
  return [findResponsibleOfficer(directory), getCoverage(directory)];
}

function findResponsibleOfficer(directory: Directory): Rpc {
  return query(OfficerRegistryServiceService.findResponsibleOfficer, {
    async parse(place, fields) {
      fields.check(checkBeat(place, await placesOf(place, directory), ''));
      return place;
    },
    read: async (place) => findResponsible(directory, place),
    reply: keptAnswers(),
  });
}

interface Responsible {
  readonly officer: Officer;
  readonly duty: Duty;
}

/** The responsible officer of a place: a hromada, or one of its starosta districts. */
export function findResponsible(
  directory: Pick<Directory, 'dutiesIn' | 'officer'>,
  { hromadaCode, starostaDistrictCode }: Beat,
): Decision<Responsible> {
  const duty = responsibleAssignment(directory.dutiesIn(hromadaCode), starostaDistrictCode);
  const officer = duty && directory.officer(duty.officerId);
  if (duty === undefined || officer === undefined) {
    return new Refusal('not-found', 'no officer is responsible for the place', { reason: 'NOBODY_RESPONSIBLE' });
  }
  return { officer, duty };
}

/**
 * Caches the last response about each officer for as long as the directory keeps that officer decrypted: encoding a
 * response takes a tenth of a call, and in a surge the same ones are requested repeatedly.
 */
export function keptAnswers(): (responsible: Responsible) => FindResponsibleOfficerResponse {
  const kept = new WeakMap<Officer, Pick<Responsible, 'duty'> & { readonly answer: FindResponsibleOfficerResponse }>();
  return ({ officer, duty }) => {
    const known = kept.get(officer);
    if (known?.duty === duty) return known.answer;
    const answer = sharedResponse({ officer: toOfficerMessage(officer), beat: duty.beat, role: roleNumber(duty.role) });
    kept.set(officer, { duty, answer });
    return answer;
  };
}

function getCoverage(directory: Directory): Rpc {
  return query(OfficerRegistryServiceService.getCoverage, {
    parse: (_request, fields) => fields.text('oblast_code', checkOblast),
    read: async (oblastCode) => reportCoverage(directory, oblastCode),
    reply: ({ total, oblasts: parts }) => ({ ...total, oblasts: parts }),
  });
}

function checkOblast(code: string, field: string): Violation[] {
  return unless(code === '' || isFirstLevel(code), field, 'must be empty or the KATOTTG code of an oblast');
}

/** Coverage of an oblast, or of the country if the code is empty. The oblasts are in the order of their codes. */
function reportCoverage(directory: Directory, oblastCode: string): { total: Coverage; oblasts: OblastCoverage[] } {
  const duties = [...directory.duties()].map(({ role, state, beat }) => ({
    role,
    state,
    beat,
    oblastCode: oblastOf(beat.hromadaCode, directory),
  }));
  const codes = oblastCode === '' ? oblasts().map(({ code }) => code) : [oblastCode];
  const parts = coverageByOblast(codes, hromadas(), duties);
  return { total: totalCoverage(parts), oblasts: parts };
}
