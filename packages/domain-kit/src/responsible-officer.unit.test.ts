import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { deputyAssignment, responsibleAssignment, type BeatAssignment } from './responsible-officer.ts';

const DISTRICT = 'D';
const OWN = { districtCode: DISTRICT };

describe('the responsible officer', () => {
  test.each<[given: string, assignments: BeatAssignment[], officer: string | undefined]>([
    ['nobody', [], undefined],
    ['a primary and a deputy', [deputy('d'), primary('p')], 'p'],
    ['a primary who is away', [primary('p', { active: false }), deputy('d')], 'd'],
    ['all away', [primary('p', { active: false }), deputy('d', { active: false })], undefined],
    ['a deputy only', [deputy('d')], 'd'],
    ['a district with a primary of its own', [primary('local', { districtCode: DISTRICT }), primary('p')], 'p'],
  ])('of a hromada, given %s', (_given, assignments, officer) => {
    expect(responsibleAssignment(assignments, '')?.officerId).toBe(officer);
  });

  test.each<[given: string, assignments: BeatAssignment[], officer: string | undefined]>([
    ['nobody', [], undefined],
    ['all four', [deputy('d'), primary('p'), deputy('ld', OWN), primary('lp', OWN)], 'lp'],
    ['no primary of its own', [deputy('d'), primary('p'), deputy('ld', OWN)], 'ld'],
    ['its primary away', [primary('lp', { ...OWN, active: false }), deputy('ld', OWN), primary('p')], 'ld'],
    ['no own officer', [deputy('d'), primary('p')], 'p'],
    ['all own officers away', [primary('lp', { ...OWN, active: false }), deputy('d'), primary('p')], 'p'],
    ['only a deputy of the hromada', [deputy('d')], 'd'],
    ['officers of another district only', [primary('x', { districtCode: 'X' })], undefined],
  ])('of a district, given %s', (_given, assignments, officer) => {
    expect(responsibleAssignment(assignments, DISTRICT)?.officerId).toBe(officer);
    expect(responsibleAssignment(assignments.toReversed(), DISTRICT)?.officerId).toBe(officer);
  });

  test('is returned as the assignment itself, with all its properties', () => {
    const kept = { ...primary('p'), state: 'active' };
    expect(responsibleAssignment([kept], '')).toBe(kept);
  });
});

describe('the deputy', () => {
  test.each<[given: string, assignments: BeatAssignment[], responsible: string, officer: string | undefined]>([
    ['a primary and a deputy', [primary('p'), deputy('d')], 'p', 'd'],
    [
      'a deputy who is responsible for an absent primary',
      [primary('p', { active: false }), deputy('d')],
      'd',
      undefined,
    ],
    ['a deputy who is away', [primary('p'), deputy('d', { active: false })], 'p', undefined],
    ['only a deputy of the hromada', [primary('p', OWN), deputy('d')], 'p', 'd'],
    ['deputies of both', [deputy('d'), deputy('own', OWN), primary('p', OWN)], 'p', 'own'],
    ['a deputy of another district', [primary('p', OWN), deputy('x', { districtCode: 'X' })], 'p', undefined],
    ['two primaries', [primary('p', OWN), primary('h')], 'p', undefined],
  ])('in a district, given %s', (_given, assignments, responsible, officer) => {
    expect(responsibleAssignment(assignments, DISTRICT)?.officerId).toBe(responsible);
    expect(deputyAssignment(assignments, DISTRICT, responsible)?.officerId).toBe(officer);
  });

  test('can be found when nobody is responsible', () => {
    expect(deputyAssignment([deputy('d')], '', '')?.officerId).toBe('d');
  });
});

test('of several deputies the first assigned is responsible, then the one with the lower id, in any order', () => {
  const [a, b, c] = [
    deputy('a', { assignedAt: new Date(2) }),
    deputy('b', { assignedAt: new Date(2) }),
    deputy('c', { assignedAt: new Date(1) }),
  ];
  for (const shuffled of [
    [a, b, c],
    [a, c, b],
    [b, a, c],
    [b, c, a],
    [c, a, b],
    [c, b, a],
  ]) {
    expect(responsibleAssignment(shuffled, '')).toBe(c);
    expect(deputyAssignment(shuffled, '', 'c')).toBe(a);
  }
});

describe('whatever the assignments', () => {
  const assignments = everyAssignment();

  test('nobody is responsible only when no relevant officer is active', () => {
    for (const some of subsets(assignments)) {
      const counting = some.filter(({ active, districtCode }) => active && districtCode !== 'X');
      expect(responsibleAssignment(some, DISTRICT) !== undefined).toBe(counting.length > 0);
    }
  });

  test('no active officer ranks before the responsible one', () => {
    const rank = ({ districtCode, role }: BeatAssignment) =>
      (districtCode === DISTRICT ? 0 : 2) + (role === 'primary' ? 0 : 1);
    for (const some of subsets(assignments)) {
      const answering = responsibleAssignment(some, DISTRICT);
      if (answering === undefined) continue;
      const counting = some.filter(({ active, districtCode }) => active && districtCode !== 'X');
      expect(rank(answering)).toBe(Math.min(...counting.map(rank)));
    }
  });
});

/** One for each combination of role, activity and district. */
function everyAssignment(): BeatAssignment[] {
  return (['primary', 'deputy'] as const).flatMap((role) =>
    [true, false].flatMap((active) =>
      ['', DISTRICT, 'X'].map((districtCode) => ({
        officerId: `${role} ${active} ${districtCode}`,
        role,
        active,
        districtCode,
        assignedAt: new Date(0),
      })),
    ),
  );
}

function subsets<Item>(items: readonly Item[]): Item[][] {
  return Array.from({ length: 2 ** items.length }, (_, bits) => items.filter((_item, index) => bits & (1 << index)));
}

function primary(officerId: string, more: Partial<BeatAssignment> = {}): BeatAssignment {
  return { officerId, role: 'primary', active: true, districtCode: '', assignedAt: new Date(0), ...more };
}

function deputy(officerId: string, more: Partial<BeatAssignment> = {}): BeatAssignment {
  return { ...primary(officerId, more), role: 'deputy' };
}

const anyAssignment = fc.record({
  officerId: fc.uuid(),
  role: fc.constantFrom('primary' as const, 'deputy' as const),
  active: fc.boolean(),
  districtCode: fc.constantFrom('', DISTRICT, 'X'),
  assignedAt: fc.integer({ min: 0, max: 3 }).map((at) => new Date(at)),
});

test('nobody is responsible only when nobody is active, and no active officer ranks before the responsible one', () => {
  const rank = ({ districtCode, role }: BeatAssignment) =>
    (districtCode === DISTRICT ? 0 : 2) + (role === 'primary' ? 0 : 1);
  fc.assert(
    fc.property(fc.array(anyAssignment), (assignments) => {
      const candidates = assignments.filter(({ active, districtCode }) => active && districtCode !== 'X');
      const responsible = responsibleAssignment(assignments, DISTRICT);
      expect(responsible !== undefined).toBe(candidates.length > 0);
      if (responsible === undefined) return;
      expect(rank(responsible)).toBe(Math.min(...candidates.map(rank)));
    }),
  );
});
