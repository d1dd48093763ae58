import { AssignmentRole } from '@safe-community/contracts/officers/v1/officer.ts';
import {
  GetPublicProfileRequest,
  OfficerServiceService as Officers,
} from '@safe-community/contracts/officers/v1/officer_service.ts';
import { BackendError, remembered, type Backend } from '../backend/module.ts';
import { findPlace } from '../places/module.ts';
import type { OfficerAnswer, OfficerRole, ReadOfficer } from './officer.ts';
import { photoUrl } from './photo.ts';

/** Not used after a failure: an officer may have withdrawn the profile meanwhile. */
const MEMORY = { freshMs: 30_000, staleMs: 0, most: 2_000 };

/** @param photoStore see photoUrl(). */
export function officerReader({ officers }: Pick<Backend, 'officers'>, photoStore: string): ReadOfficer {
  return remembered(async (code): Promise<OfficerAnswer> => {
    const place = findPlace(code, 'uk') === undefined ? { settlementCode: code } : { hromadaCode: code };
    const request = GetPublicProfileRequest.fromPartial({ place });
    try {
      const answer = await officers(Officers.getPublicProfile, request);
      const { profile, stationPhone, role, hasFinerBeats } = answer;
      if (profile === undefined) return { ...NOTHING, stationPhone, hasFinerBeats };
      const { name, dutyPhone, officeHours, languages, photoReference } = profile;
      return {
        profile: { name, dutyPhone, officeHours, languages, photoUrl: photoUrl(photoStore, photoReference) },
        role: ROLES[role],
        stationPhone,
        hasFinerBeats,
      };
    } catch (error) {
      if (error instanceof BackendError && error.problem === 'missing') return NOTHING;
      throw error;
    }
  }, MEMORY);
}

const ROLES: Readonly<Partial<Record<AssignmentRole, OfficerRole>>> = {
  [AssignmentRole.PRIMARY]: 'primary',
  [AssignmentRole.DEPUTY]: 'deputy',
  [AssignmentRole.DISTRICT]: 'district',
};

const NOTHING: OfficerAnswer = {
  profile: undefined,
  role: undefined,
  stationPhone: '',
  hasFinerBeats: false,
};
