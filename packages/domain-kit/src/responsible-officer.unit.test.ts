import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  deputyOfficer,
  dutiesByUnit,
  isInForce,
  responsibleOfficer,
  type BeatAssignment,
  type Place,
} from './responsible-officer.ts';

const HROMADA = 'H';
const DISTRICT = 'D';
const SETTLEMENT = 'S';
const OWN = { unit: DISTRICT };
const NOW = new Date(100);

/** An assignment with the unit of its beat. */
interface Given extends BeatAssignment {
  readonly unit: string;
}

describe('the responsible officer', () => {
  test.each<[given: string, assignments: Given[], officer: string | undefined, reason?: string]>([
    ['nobody', [], undefined],
    ['a primary and a deputy', [deputy('d'), primary('p')], 'p', 'primary'],
    ['a primary who is away', [primary('p', { active: false }), deputy('d')], 'd', 'deputy_primary_away'],
    ['all away', [primary('p', { active: false }), deputy('d', { active: false })], undefined],
    ['a deputy only', [deputy('d')], 'd', 'deputy_no_primary'],
    ['a district officer and a deputy', [district('x'), deputy('d')], 'd', 'deputy_no_primary'],
    ['a district officer only', [district('x')], 'x', 'district_no_officer'],
    [
      'a district officer and a primary who is away',
      [district('x'), primary('p', { active: false })],
      'x',
      'district_officers_away',
    ],
    ['a district officer who is away', [district('x', { active: false })], undefined],
    ['a district with a primary of its own', [primary('local', { unit: DISTRICT }), primary('p')], 'p', 'primary'],
  ])('of a hromada, given %s', (_given, assignments, officer, reason) => {
    const found = responsible(assignments, at(HROMADA));
    expect(found?.assignment.officerId).toBe(officer);
    expect(found?.reason).toBe(reason);
  });

  test.each<[given: string, assignments: Given[], officer: string | undefined]>([
    ['nobody', [], undefined],
    ['all four', [deputy('d'), primary('p'), deputy('ld', OWN), primary('lp', OWN)], 'lp'],
    ['no primary of its own', [deputy('d'), primary('p'), deputy('ld', OWN)], 'ld'],
    ['its primary away', [primary('lp', { ...OWN, active: false }), deputy('ld', OWN), primary('p')], 'ld'],
    ['no own officer', [deputy('d'), primary('p')], 'p'],
    ['all own officers away', [primary('lp', { ...OWN, active: false }), deputy('d'), primary('p')], 'p'],
    ['only a deputy of the hromada', [deputy('d')], 'd'],
    ['officers of another district only', [primary('x', { unit: 'X' })], undefined],
    ['its own district officer and a deputy of the hromada', [district('x', OWN), deputy('d')], 'd'],
    ['district officers of both', [district('h'), district('own', OWN)], 'own'],
  ])('of a district, given %s', (_given, assignments, officer) => {
    expect(responsible(assignments, at(HROMADA, DISTRICT))?.assignment.officerId).toBe(officer);
    expect(responsible(assignments.toReversed(), at(HROMADA, DISTRICT))?.assignment.officerId).toBe(officer);
  });

  test('is that of the most specific unit, and the answer names the unit', () => {
    const all = [primary('s', { unit: SETTLEMENT }), primary('d', { unit: DISTRICT }), primary('h')];
    const place = at(HROMADA, DISTRICT, SETTLEMENT);
    const found = [0, 1, 2].map((from) => responsible(all.slice(from), place));
    expect(found.map((each) => [each?.assignment.officerId, each?.unitCode])).toEqual([
      ['s', SETTLEMENT],
      ['d', DISTRICT],
      ['h', HROMADA],
    ]);
  });

  test('changes at the instant of a hand-over, to the millisecond', () => {
    const both = [primary('a', { endsAt: new Date(200) }), primary('b', { startsAt: new Date(200) })];
    const officers = [199, 200].map((time) => responsible(both, at(HROMADA), new Date(time))?.assignment.officerId);
    expect(officers).toEqual(['a', 'b']);
  });

  test.each<[string, Partial<Given>]>([
    ['has not begun', { startsAt: new Date(101) }],
    ['has ended', { endsAt: NOW }],
    ['was cancelled', { startsAt: NOW, endsAt: NOW }],
  ])('is the deputy while the assignment of the primary %s, which is then no primary', (_when, times) => {
    expect(responsible([primary('p', times), deputy('d')], at(HROMADA))).toMatchObject({
      assignment: { officerId: 'd' },
      reason: 'deputy_no_primary',
    });
  });

  test('is returned as the assignment itself, with all its properties', () => {
    const kept = { ...primary('p'), state: 'active' };
    expect(responsible([kept], at(HROMADA))?.assignment).toBe(kept);
  });
});

describe('the deputy', () => {
  test.each<[given: string, assignments: Given[], responsible: string, officer: string | undefined]>([
    ['a primary and a deputy', [primary('p'), deputy('d')], 'p', 'd'],
    [
      'a deputy who is responsible for an absent primary',
      [primary('p', { active: false }), deputy('d')],
      'd',
      undefined,
    ],
    ['a deputy who is away', [primary('p'), deputy('d', { active: false })], 'p', undefined],
    ['a deputy whose time has ended', [primary('p'), deputy('d', { endsAt: NOW })], 'p', undefined],
    ['only a deputy of the hromada', [primary('p', OWN), deputy('d')], 'p', 'd'],
    ['deputies of both', [deputy('d'), deputy('own', OWN), primary('p', OWN)], 'p', 'own'],
    ['a deputy of another district', [primary('p', OWN), deputy('x', { unit: 'X' })], 'p', undefined],
    ['two primaries', [primary('p', OWN), primary('h')], 'p', undefined],
    ['a district officer', [primary('p'), district('x')], 'p', undefined],
  ])('in a district, given %s', (_given, assignments, expected, officer) => {
    const place = at(HROMADA, DISTRICT);
    expect(responsible(assignments, place)?.assignment.officerId).toBe(expected);
    expect(deputyOfficer(dutiesOf(assignments), place, NOW, expected)?.officerId).toBe(officer);
  });

  test('can be found when nobody is responsible', () => {
    expect(deputyOfficer(dutiesOf([deputy('d')]), at(HROMADA), NOW, '')?.officerId).toBe('d');
  });
});

test('of several deputies the lowest order is responsible, then the first assigned, then the lower id', () => {
  const [last, a, b, c] = [
    deputy('0', { deputyOrder: 2 }),
    deputy('a', { startsAt: new Date(2) }),
    deputy('b', { startsAt: new Date(2) }),
    deputy('c', { startsAt: new Date(1) }),
  ];
  for (const shuffled of [
    [last, a, b, c],
    [a, c, last, b],
    [b, a, c, last],
    [b, last, c, a],
    [c, a, b, last],
    [last, c, b, a],
  ]) {
    expect(responsible(shuffled, at(HROMADA))?.assignment).toBe(c);
    expect(deputyOfficer(dutiesOf(shuffled), at(HROMADA), NOW, 'c')).toBe(a);
  }
});

const anyAssignment = fc.record({
  officerId: fc.uuid(),
  role: fc.constantFrom('primary' as const, 'deputy' as const, 'district' as const),
  active: fc.boolean(),
  unit: fc.constantFrom(HROMADA, DISTRICT, 'X'),
  deputyOrder: fc.integer({ min: 0, max: 2 }),
  startsAt: fc.integer({ min: 98, max: 101 }).map((time) => new Date(time)),
  endsAt: fc.option(
    fc.integer({ min: 99, max: 102 }).map((time) => new Date(time)),
    { nil: undefined },
  ),
});

test('nobody is responsible only when nobody serves, and nobody who serves ranks before the responsible officer', () => {
  const rank = ({ unit, role }: Given) =>
    role === 'district' ? 4 : (unit === DISTRICT ? 0 : 2) + (role === 'primary' ? 0 : 1);
  fc.assert(
    fc.property(fc.array(anyAssignment), (assignments) => {
      const candidates = assignments.filter((each) => each.active && each.unit !== 'X' && isInForce(each, NOW));
      const found = responsible(assignments, at(HROMADA, DISTRICT));
      expect(found !== undefined).toBe(candidates.length > 0);
      if (found === undefined) return;
      expect(rank(found.assignment)).toBe(Math.min(...candidates.map(rank)));
    }),
  );
});

function responsible<Assignment extends Given>(assignments: readonly Assignment[], place: Place, instant = NOW) {
  return responsibleOfficer(dutiesOf(assignments), place, instant);
}

function dutiesOf<Assignment extends Given>(assignments: readonly Assignment[]) {
  const beats = Map.groupBy(assignments, ({ unit }) => unit);
  return dutiesByUnit([...beats].map(([unit, own]) => ({ unitCodes: [unit], assignments: own })));
}

function at(hromadaCode: string, starostaDistrictCode = '', settlementCode = ''): Place {
  return { hromadaCode, starostaDistrictCode, settlementCode };
}

function primary(officerId: string, more: Partial<Given> = {}): Given {
  const always = { active: true, deputyOrder: 0, startsAt: new Date(0), endsAt: undefined };
  return { officerId, role: 'primary', unit: HROMADA, ...always, ...more };
}

function deputy(officerId: string, more: Partial<Given> = {}): Given {
  return { ...primary(officerId, { deputyOrder: 1, ...more }), role: 'deputy' };
}

function district(officerId: string, more: Partial<Given> = {}): Given {
  return { ...primary(officerId, more), role: 'district' };
}
