import fc from 'fast-check';
import { expect, test } from 'vitest';
import { responsibleOfficer, type Assignment, type Beats } from './responsibility.ts';

const primary = (officerId: string, active = true): Assignment => ({ officerId, role: 'primary', active });
const deputy = (officerId: string, active = true): Assignment => ({ officerId, role: 'deputy', active });

test.each<[given: string, beats: Partial<Beats>, officer: string]>([
  ['nobody', {}, ''],
  ['a primary and a deputy', { hromada: [deputy('d'), primary('p')] }, 'p'],
  ['a primary who is away', { hromada: [primary('p', false), deputy('d')] }, 'd'],
  ['all away', { hromada: [primary('p', false), deputy('d', false)] }, ''],
  ['a district with its own officer', { district: [primary('local')], hromada: [primary('p')] }, 'local'],
  [
    'a district whose primary is away',
    { district: [primary('local', false), deputy('d')], hromada: [primary('p')] },
    'd',
  ],
  ['a district with all away', { district: [primary('local', false)], hromada: [deputy('d'), primary('p')] }, 'p'],
  ['a district without officers', { hromada: [deputy('d')] }, 'd'],
])('given %s', (_given, beats, officer) => {
  expect(responsibleOfficer({ district: [], hromada: [], ...beats })).toBe(officer);
});

const assignment = fc.record({
  officerId: fc.uuid(),
  role: fc.constantFrom('primary' as const, 'deputy' as const),
  active: fc.boolean(),
});
const beats = fc.record({ district: fc.array(assignment), hromada: fc.array(assignment) });

test('nobody is responsible only when nobody is active', () => {
  fc.assert(
    fc.property(beats, ({ district, hromada }) => {
      const someone = [...district, ...hromada].some(({ active }) => active);
      expect(responsibleOfficer({ district, hromada }) !== '').toBe(someone);
    }),
  );
});

test('no active officer ranks before the responsible one', () => {
  const rank = (of: Beats, each: Assignment): number =>
    (of.district.includes(each) ? 0 : 2) + (each.role === 'primary' ? 0 : 1);
  fc.assert(
    fc.property(beats, (given) => {
      const active = [...given.district, ...given.hromada].filter((each) => each.active);
      const responsible = active.find(({ officerId }) => officerId === responsibleOfficer(given));
      if (responsible === undefined) return;
      const best = Math.min(...active.map((each) => rank(given, each)));
      expect(rank(given, responsible)).toBe(best);
    }),
  );
});
