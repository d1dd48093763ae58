import { expect, test } from 'vitest';
import type { OfficerState } from '../src/domain/officer.ts';
import { bySeniority, responsibleDuty, type Duty } from '../src/domain/responsible.ts';

const BEAT = { hromadaCode: 'UA05020030000031457', starostaDistrictCode: '' };

test.each([
  ['the primary of the district first', ['primary', 'deputy'], ['primary', 'deputy'], 'district primary'],
  ['the deputy of the district before the hromada', ['deputy'], ['primary', 'deputy'], 'district deputy'],
  ['the primary of the hromada when the district has nobody', [], ['deputy', 'primary'], 'hromada primary'],
  ['the deputy of the hromada last', [], ['deputy'], 'hromada deputy'],
  ['nobody', [], [], undefined],
])('%s', (_, district, hromada, expected) => {
  const duties = (place: string, roles: string[]) =>
    roles.map((role) => duty(`${place} ${role}`, role === 'primary' ? 'primary' : 'deputy'));
  expect(responsibleDuty(duties('district', district), duties('hromada', hromada))?.officerId).toBe(expected);
});

test.each<OfficerState>(['candidate', 'selection', 'training', 'on_leave', 'suspended', 'dismissed'])(
  'an officer who is %s does not answer, the deputy does',
  (state) => {
    const district = [duty('primary', 'primary', state), duty('deputy', 'deputy')];
    expect(responsibleDuty(district, [])?.officerId).toBe('deputy');
    expect(responsibleDuty([duty('primary', 'primary', state)], [])).toBeUndefined();
  },
);

test('of several deputies the one who was assigned first answers', () => {
  const deputies = [
    duty('b', 'deputy', 'active', 2),
    duty('c', 'deputy', 'active', 1),
    duty('a', 'deputy', 'active', 2),
  ];
  expect(deputies.toSorted(bySeniority).map(({ officerId }) => officerId)).toEqual(['c', 'a', 'b']);
});

function duty(officerId: string, role: Duty['role'], state: OfficerState = 'active', day = 1): Duty {
  return { officerId, state, beat: BEAT, role, assignedAt: new Date(Date.UTC(2026, 0, day)) };
}
