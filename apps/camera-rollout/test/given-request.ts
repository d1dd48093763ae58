import type { NewRequest } from '../src/footage-requests/footage-request.ts';

/** A valid request for footage, for tests of its rules. */
export const GIVEN: NewRequest = {
  kind: 'information',
  track: 'usual',
  hromadaCode: 'UA80000000000093317',
  oblastCode: 'UA80000000000093317',
  unitCode: '',
  incidentId: '',
  recordingIds: [],
  footageFrom: new Date('2026-08-20T09:00:00Z'),
  footageTo: new Date('2026-08-20T10:00:00Z'),
  receivedAt: undefined,
  requester: { fullName: 'Олена Тестова', phone: '+380501112233', address: '', authority: '' },
  requestText: 'Запис зупинки автомобіля',
};
