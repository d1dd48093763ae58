import { expect, test } from 'vitest';
import { checkProfile, type OfficeHours, type PublicProfile } from './public-profile.ts';

const PROFILE: PublicProfile = {
  name: 'Марія Петренко',
  photoReference: 'officers/maria.jpg',
  dutyPhone: '+380501234567',
  officeHours: [],
  languages: ['uk'],
};
const on = (weekday: OfficeHours['weekday'], opens: string, closes: string): OfficeHours => ({
  weekday,
  opens,
  closes,
});

test.each<[string, Partial<PublicProfile>, string[]]>([
  ['a whole profile', {}, []],
  ['neither photo nor phone', { photoReference: '', dutyPhone: '', languages: [] }, []],
  ['no name', { name: '' }, ['name']],
  ['a name with a direction override', { name: 'Марія\u202e' }, ['name']],
  ['a photo by its URL', { photoReference: 'https://example.com/a?b' }, ['photo_reference']],
  ['a short reference', { photoReference: 'ab' }, ['photo_reference']],
  ['a path upwards', { photoReference: '../maria.jpg' }, ['photo_reference']],
  ['an empty part', { photoReference: 'officers//maria.jpg' }, ['photo_reference']],
  ['a hidden file', { photoReference: 'officers/.maria' }, ['photo_reference']],
  ['a local phone', { dutyPhone: '050 123' }, ['duty_phone']],
  ['an unknown language', { languages: ['Ukrainian'] }, ['languages[0]']],
  ['a day from start to end', { officeHours: [on('monday', '00:00', '24:00')] }, []],
  ['hours that touch', { officeHours: [on('monday', '09:00', '13:00'), on('monday', '13:00', '18:00')] }, []],
  ['the same hours on two days', { officeHours: [on('monday', '09:00', '13:00'), on('sunday', '09:00', '13:00')] }, []],
  [
    'hours that overlap',
    { officeHours: [on('monday', '09:00', '13:00'), on('monday', '08:00', '09:01')] },
    ['office_hours[1]'],
  ],
  [
    'hours within others',
    { officeHours: [on('monday', '09:00', '13:00'), on('monday', '10:00', '11:00')] },
    ['office_hours[1]'],
  ],
  ['hours that end before they begin', { officeHours: [on('monday', '13:00', '09:00')] }, ['office_hours[0].closes']],
  ['no hours', { officeHours: [on('monday', '13:00', '13:00')] }, ['office_hours[0].closes']],
  [
    'an opening at 24:00',
    { officeHours: [on('monday', '24:00', '24:00')] },
    ['office_hours[0].opens', 'office_hours[0].closes'],
  ],
  [
    'a time without minutes',
    { officeHours: [on('monday', '9', '13:00')] },
    ['office_hours[0].opens', 'office_hours[0].closes'],
  ],
  [
    '51 hours',
    {
      officeHours: Array.from({ length: 51 }, (_, minute) => on('friday', `10:${minute + 10}`.slice(0, 5), '')).map(
        (each, index) => ({
          ...each,
          opens: `${10 + Math.floor(index / 60)}:${String(index % 60).padStart(2, '0')}`,
          closes: `${10 + Math.floor((index + 1) / 60)}:${String((index + 1) % 60).padStart(2, '0')}`,
        }),
      ),
    },
    ['office_hours'],
  ],
])('%s', (_, given, fields) => {
  expect(checkProfile({ ...PROFILE, ...given }).map(({ field }) => field)).toEqual(fields);
});
