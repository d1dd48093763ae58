import { expect, test } from 'vitest';
import { checkPatrolUnitCode } from '../patrol-units/patrol-unit.ts';
import { checkRegistration, register, type Registration } from './registration.ts';

const COMMUNITY: Registration = {
  kind: 'community',
  state: 'active',
  fullName: 'Петренко Марія Іванівна',
  serviceNumber: 'POG-0001',
  phone: '',
  patrolUnitCode: '',
  policeUnitCode: '',
  place: undefined,
};
const PLACE = { code: 'UA05020030000031457', oblastCode: 'UA05000000000010236' };
const PATROL: Registration = { ...COMMUNITY, kind: 'patrol', patrolUnitCode: 'vinnytsia-1' };
const UNIT = {
  patrolUnitCode: 'vinnytsia-1',
  oblastCode: 'UA05000000000010236',
  nameUk: 'Полк',
  nameEn: 'Regiment',
};
const NOW = new Date('2026-01-05T08:00:00Z');
const WRITE = { now: NOW, newId: () => 'an-id', call: { caller: { name: 'kadry' } } };

test.each([COMMUNITY, PATROL])('a well-formed registration of a $kind officer breaks no rule', (registration) => {
  expect(checkRegistration(registration, checkPatrolUnitCode)).toEqual([]);
});

const BAD: [string, Registration][] = [
  ['state', { ...COMMUNITY, state: 'dismissed' }],
  ['full_name', { ...COMMUNITY, fullName: '' }],
  ['service_number', { ...COMMUNITY, serviceNumber: 'pog-1' }],
  ['service_number', { ...COMMUNITY, serviceNumber: 'AB' }],
  ['service_number', { ...COMMUNITY, serviceNumber: 'A'.repeat(21) }],
  ['service_number', { ...COMMUNITY, serviceNumber: 'ПОГ-1' }],
  ['phone', { ...COMMUNITY, phone: '050' }],
  ['patrol_unit_code', { ...COMMUNITY, patrolUnitCode: 'vinnytsia-1' }],
  ['patrol_unit_code', { ...PATROL, patrolUnitCode: '' }],
  ['patrol_unit_code', { ...PATROL, patrolUnitCode: 'Вінниця' }],
  ['police_unit_code', { ...COMMUNITY, policeUnitCode: 'Вінницьке РУП' }],
  ['police_unit_code', { ...PATROL, policeUnitCode: 'rvp-1' }],
  ['patrol_unit_code', { ...COMMUNITY, kind: 'district', patrolUnitCode: 'vinnytsia-1' }],
  ['service_place_code', { ...PATROL, place: PLACE }],
];
test.each(BAD)('reports an invalid %s and nothing else', (field, registration) => {
  expect(checkRegistration(registration, checkPatrolUnitCode).map((violation) => violation.field)).toEqual([field]);
});

test('reports all violations at once', () => {
  const bad: Registration = { ...COMMUNITY, state: 'dismissed', fullName: '', serviceNumber: '', phone: 'x' };
  expect(checkRegistration(bad, checkPatrolUnitCode).map(({ field }) => field)).toEqual([
    'state',
    'full_name',
    'service_number',
    'phone',
  ]);
});

test('a patrol officer of a known unit is registered with the given id and time', () => {
  expect(register(PATROL, UNIT, WRITE)).toEqual({
    officer: {
      officerId: 'an-id',
      kind: 'patrol',
      state: 'active',
      serviceNumber: 'POG-0001',
      patrolUnitCode: 'vinnytsia-1',
      registeredAt: NOW,
      assignments: [],
      person: { fullName: 'Петренко Марія Іванівна', phone: '' },
    },
    placeCode: UNIT.oblastCode,
    oblastCode: UNIT.oblastCode,
    policeUnitCode: '',
    registeredBy: 'kadry',
  });
});

test('an officer serves where the registration says; without a place, it is unknown', () => {
  const district: Registration = { ...COMMUNITY, kind: 'district', place: PLACE };
  expect(register(district, undefined, WRITE)).toMatchObject({ placeCode: PLACE.code, oblastCode: PLACE.oblastCode });
  expect(register(COMMUNITY, undefined, WRITE)).toMatchObject({ placeCode: '', oblastCode: '' });
});

test('a patrol officer of an unknown unit is not registered', () => {
  expect(register(PATROL, undefined, WRITE)).toMatchObject({ reason: 'UNIT_UNKNOWN' });
});

test('a community officer needs no unit', () => {
  expect(register(COMMUNITY, undefined, WRITE)).toMatchObject({ officer: { patrolUnitCode: '' }, oblastCode: '' });
});
