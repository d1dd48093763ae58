import {
  GetPublicProfileRequest,
  OfficerServiceService as Officers,
} from '@safe-community/contracts/officers/v1/officer_service.ts';
import { BackendError, remembered, type Backend } from '../backend/module.ts';
import type { OfficerAnswer, ReadOfficer } from './officer.ts';

/** Not used after a failure: an officer may have withdrawn the profile meanwhile. */
const MEMORY = { freshMs: 30_000, staleMs: 0, most: 2_000 };

export function officerReader({ officers }: Pick<Backend, 'officers'>): ReadOfficer {
  return remembered(async (hromadaCode): Promise<OfficerAnswer> => {
    const request = GetPublicProfileRequest.fromPartial({ place: { hromadaCode } });
    try {
      const { profile, stationPhone, demonstration } = await officers(Officers.getPublicProfile, request);
      if (profile === undefined) return { profile, stationPhone, isDemonstration: false };
      const { name, dutyPhone, officeHours, languages } = profile;
      return { profile: { name, dutyPhone, officeHours, languages }, stationPhone, isDemonstration: demonstration };
    } catch (error) {
      if (error instanceof BackendError && error.problem === 'missing') return NOTHING;
      throw error;
    }
  }, MEMORY);
}

const NOTHING: OfficerAnswer = { profile: undefined, stationPhone: '', isDemonstration: false };
