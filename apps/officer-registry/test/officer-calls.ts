import { OfficerServiceService } from '@safe-community/contracts/officers/v1/officer_service.ts';
import type { PersonnelRecord } from '@safe-community/contracts/officers/v1/officer_record.ts';
import { Weekday, type PublicProfile } from '@safe-community/contracts/officers/v1/public_profile.ts';
import { testClient } from '@safe-community/testkit';

export type OfficerCalls = ReturnType<typeof officerCalls>;

/** The calls of OfficerService. `nats` is a caller without a scope, `statistics` one with all of them in its oblast. */
export function officerCalls(port: number, identity: 'client' | 'nats' | 'statistics' = 'client') {
  return testClient(OfficerServiceService, port, identity);
}

export const PROFILE: PublicProfile = {
  name: 'Марія Петренко',
  photoReference: 'officers/maria.jpg',
  dutyPhone: '+380501234567',
  officeHours: [
    { weekday: Weekday.MONDAY, opens: '09:00', closes: '13:00' },
    { weekday: Weekday.MONDAY, opens: '14:00', closes: '24:00' },
  ],
  languages: ['uk', 'crh'],
};

export const RECORD: PersonnelRecord = {
  policeUnit: 'Вінницьке районне управління поліції',
  ranks: [
    { rankCode: 'lieutenant', since: '2019-05-01', source: 'наказ № 17' },
    { rankCode: 'captain', since: '2024-05-01', source: 'наказ № 112' },
  ],
  languages: ['uk', 'ukl'],
  certifications: [
    { certificationCode: 'first-aid', issued: '2024-01-10', expires: '2027-01-10' },
    { certificationCode: 'driving', issued: '2010-03-01', expires: '' },
  ],
};
