import { expect, test } from 'vitest';
import { aCase, minutes } from '../../test/a-case.ts';
import {
  checkEdrpou,
  checkPeriod,
  countIncidents,
  effectOf,
  hasCheckDigit,
  linkSchool,
  unlinkSchool,
  type School,
} from './school.ts';

const SCHOOL: School = {
  edrpou: '12345678',
  name: 'Ліцей № 1',
  hromadaCode: aCase().hromadaCode,
  oblastCode: aCase().oblastCode,
  settlementCode: '',
  point: { latitude: 49.23, longitude: 28.46 },
  closed: false,
};

test.each(['', '1234567', '123456789', '1234567a', '١٢٣٤٥٦٧٨'])('rejects the code %j', (edrpou) => {
  expect(checkEdrpou(edrpou, 'edrpou')).toEqual([{ field: 'edrpou', rule: 'must be 8 digits' }]);
  expect(checkEdrpou(SCHOOL.edrpou, 'edrpou')).toEqual([]);
});

test.each(['14360570', '00032129', '20077720', '37567646', '40108578', '00131305'])(
  'the check digit of %s follows the rule, and no other digit does',
  (edrpou) => {
    const others = [...'0123456789'].map((digit) => `${edrpou.slice(0, 7)}${digit}`);
    expect(others.filter(hasCheckDigit)).toEqual([edrpou]);
  },
);

test('a remainder of 10 is taken with other weights, and is 0 if it stays 10', () => {
  const digitOf = (first: string) => [...'0123456789'].filter((digit) => hasCheckDigit(`${first}${digit}`));
  expect([digitOf('0000003'), digitOf('0000281')]).toEqual([['5'], ['0']]);
});

test('a row adds an unknown school, leaves an equal one, and updates one that differs in any field', () => {
  expect(effectOf(SCHOOL, undefined)).toBe('added');
  expect(effectOf({ ...SCHOOL, point: { latitude: 49.23, longitude: 28.46 } }, SCHOOL)).toBe('known');
  const changes: Partial<School>[] = [
    { name: 'Ліцей № 2' },
    { hromadaCode: 'UA05020010000053508' },
    { oblastCode: 'UA80000000000093317' },
    { settlementCode: 'UA05020030010063857' },
    { point: undefined },
    { point: { latitude: 49.24, longitude: 28.46 } },
    { point: { latitude: 49.23, longitude: 28.47 } },
    { closed: true },
  ];
  expect(changes.map((change) => effectOf({ ...SCHOOL, ...change }, SCHOOL))).toEqual(changes.map(() => 'updated'));
});

test('links an incident to a school of its oblast; the history does not name it', () => {
  const linked = linkSchool(aCase(), SCHOOL, minutes(1));
  expect(linked).toEqual({ incident: aCase(), kind: 'school-linked', happenedAt: minutes(1), details: {} });
  expect(linkSchool(aCase(), undefined, minutes(1))).toMatchObject({ reason: 'NOT_FOUND' });
  const elsewhere = { ...SCHOOL, oblastCode: 'UA80000000000093317' };
  expect(linkSchool(aCase(), elsewhere, minutes(1))).toMatchObject({ reason: 'SCHOOL_ELSEWHERE' });
});

test('removes a link only if there is one', () => {
  expect(unlinkSchool(aCase(), true, minutes(1))).toMatchObject({ kind: 'school-unlinked', details: {} });
  expect(unlinkSchool(aCase(), false, minutes(1))).toMatchObject({ reason: 'SCHOOL_NOT_LINKED' });
});

test('a period has at most 366 days and does not end before it begins', () => {
  const from = new Date('2026-01-01T00:00:00Z');
  const after = (days: number) => checkPeriod(from, new Date(from.getTime() + days * 24 * 3_600_000)).length;
  expect([-1, 0, 1, 366, 367].map(after)).toEqual([1, 1, 0, 0, 1]);
});

test('counts incidents by category and state', () => {
  const bullying = { category: 'school_safety', state: 'received' } as const;
  const fire = { category: 'fire', state: 'closed' } as const;
  expect(countIncidents([bullying, fire, bullying, { ...bullying, state: 'closed' }])).toEqual([
    { ...bullying, incidents: 2 },
    { ...fire, incidents: 1 },
    { ...bullying, state: 'closed', incidents: 1 },
  ]);
});
