import { expect, test } from 'vitest';
import { rosterOf, responsibilities, type BeatAssignment } from './roster.ts';

const on = (officerId: string, more: Partial<BeatAssignment> = {}): BeatAssignment => ({
  officerId,
  hromadaCode: 'H',
  districtCode: '',
  role: 'deputy',
  active: true,
  assignedAt: new Date(0),
  ...more,
});

test('the officer of the hromada is responsible for a beat whose officers are all away or that has none', () => {
  const away = on('p', { role: 'primary', districtCode: 'D', active: false });
  expect(responsibilities(rosterOf([away]))).toEqual([{ hromadaCode: 'H', districtCode: 'D', officerId: '' }]);
  const both = responsibilities(rosterOf([away, on('h', { role: 'primary' }), on('x', { hromadaCode: 'OTHER' })]));
  expect(new Set(both)).toEqual(
    new Set([
      { hromadaCode: 'H', districtCode: 'D', officerId: 'h' },
      { hromadaCode: 'H', districtCode: '', officerId: 'h' },
      { hromadaCode: 'OTHER', districtCode: '', officerId: 'x' },
    ]),
  );
});
