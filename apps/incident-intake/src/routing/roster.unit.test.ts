import fc from 'fast-check';
import { expect, test } from 'vitest';
import { deputyOfficer, responsibleOfficer } from './responsibility.ts';
import { beatsAt, rosterOf, whoAnswers, type BeatAssignment } from './roster.ts';

const on = (officerId: string, more: Partial<BeatAssignment> = {}): BeatAssignment => ({
  officerId,
  hromadaCode: 'H',
  districtCode: '',
  role: 'deputy',
  active: true,
  assignedAt: new Date(0),
  ...more,
});

test('of several deputies the one who was assigned first answers, in whatever order they are read', () => {
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
  ['a deputy who answers for a primary away', [on('p', { role: 'primary', active: false }), on('d')], 'd', ''],
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

test('a beat where all are away is answered for by the hromada, or by nobody', () => {
  const away = on('p', { role: 'primary', districtCode: 'D', active: false });
  expect(whoAnswers(rosterOf([away]))).toEqual([{ hromadaCode: 'H', districtCode: 'D', officerId: '' }]);
  const answering = whoAnswers(rosterOf([away, on('h', { role: 'primary' }), on('x', { hromadaCode: 'OTHER' })]));
  expect(new Set(answering)).toEqual(
    new Set([
      { hromadaCode: 'H', districtCode: 'D', officerId: 'h' },
      { hromadaCode: 'H', districtCode: '', officerId: 'h' },
      { hromadaCode: 'OTHER', districtCode: '', officerId: 'x' },
    ]),
  );
});
