import fc from 'fast-check';
import { expect, test } from 'vitest';
import { deputyOfficer, responsibleOfficer } from './responsibility.ts';
import { beatsAt, rosterOf, responsibilities, type BeatAssignment } from './roster.ts';

const on = (officerId: string, more: Partial<BeatAssignment> = {}): BeatAssignment => ({
  officerId,
  hromadaCode: 'H',
  districtCode: '',
  role: 'deputy',
  active: true,
  assignedAt: new Date(0),
  ...more,
});

test('of several deputies the one who was assigned first is responsible, in whatever order they are read', () => {
  const deputies = [
    on('b', { assignedAt: new Date(2) }),
    on('c', { assignedAt: new Date(1) }),
    on('a', { assignedAt: new Date(2) }),
  ];
  fc.assert(
    fc.property(fc.shuffledSubarray(deputies, { minLength: 3 }), (shuffled) => {
      const beats = beatsAt(rosterOf(shuffled), { hromadaCode: 'H', districtCode: '' });
      expect(responsibleOfficer(beats)).toBe('c');
      expect(deputyOfficer(beats, 'c')).toBe('a');
    }),
  );
});

test.each<[given: string, assignments: BeatAssignment[], responsible: string, deputy: string]>([
  ['a primary and a deputy', [on('p', { role: 'primary' }), on('d')], 'p', 'd'],
  ['a deputy in place of an absent primary', [on('p', { role: 'primary', active: false }), on('d')], 'd', ''],
  ['a deputy who is away', [on('p', { role: 'primary' }), on('d', { active: false })], 'p', ''],
  ['only a deputy of the hromada', [on('p', { role: 'primary', districtCode: 'D' }), on('d')], 'p', 'd'],
  [
    'deputies of both',
    [on('d'), on('own', { districtCode: 'D' }), on('p', { role: 'primary', districtCode: 'D' })],
    'p',
    'own',
  ],
])('in a district, given %s', (_given, assignments, responsible, deputy) => {
  const beats = beatsAt(rosterOf(assignments), { hromadaCode: 'H', districtCode: 'D' });
  expect([responsibleOfficer(beats), deputyOfficer(beats, responsible)]).toEqual([responsible, deputy]);
});

test('the officer of the hromada is responsible for a beat where all are away, or nobody is', () => {
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
