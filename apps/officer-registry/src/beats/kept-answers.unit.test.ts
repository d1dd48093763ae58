import { accepted } from '@safe-community/domain-kit';
import { expect, test } from 'vitest';
import type { Beat, Officer } from '../officers/officer.ts';
import type { Duty } from './beat.ts';
import { findResponsible, keptAnswers } from './beats.queries.ts';

const HROMADA: Beat = { hromadaCode: 'UA05020030000031457', starostaDistrictCode: '' };
const DISTRICT: Beat = { ...HROMADA, starostaDistrictCode: '0520655500' };

test('a cached answer is reused while the officer and the duty are the same', () => {
  let officer = named('Особа перша');
  const duties = new Map([
    ['', dutyOn(HROMADA)],
    [DISTRICT.starostaDistrictCode, dutyOn(DISTRICT)],
  ]);
  const directory = { dutiesIn: () => [...duties.values()], officer: () => officer };
  const answerOf = keptAnswers();
  const find = (place: Beat) => answerOf(accepted(findResponsible(directory, place)));

  const first = find(HROMADA);
  expect(first).toMatchObject({ beat: HROMADA, officer: { fullName: 'Особа перша' } });
  expect(find(HROMADA)).toBe(first);
  expect(find(DISTRICT)).toMatchObject({ beat: DISTRICT });
  duties.set('', { ...dutyOn(HROMADA), role: 'deputy' });
  expect(find(HROMADA).role).not.toBe(first.role);
  officer = named('Особа друга');
  expect(find(HROMADA)).toMatchObject({ officer: { fullName: 'Особа друга' } });
});

function dutyOn(beat: Beat): Duty {
  const districtCode = beat.starostaDistrictCode;
  return {
    officerId: 'one',
    role: 'primary',
    active: true,
    districtCode,
    assignedAt: new Date(0),
    beat,
    state: 'active',
  };
}

function named(fullName: string): Officer {
  return {
    officerId: 'one',
    kind: 'community',
    state: 'active',
    person: { fullName, phone: '' },
    serviceNumber: '',
    patrolUnitCode: '',
    registeredAt: new Date(0),
    demonstration: false,
    assignments: [],
  };
}
