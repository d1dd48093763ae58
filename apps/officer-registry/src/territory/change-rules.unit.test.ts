import { foldLetters } from '@safe-community/territory';
import { expect, test } from 'vitest';
import { checkChange, checkNotTooLate, levelOfCode } from './change-rules.ts';
import type { GivenChange } from './history.ts';
import { matches } from './places.ts';

const CHANGE: GivenChange = {
  code: 'UA05020030000031457',
  kind: 'occupied',
  effectiveOn: '2024-02-29',
  isExact: true,
  name: '',
  successorCode: '',
  source: 'наказ № 376',
};

test.each<Partial<GivenChange>>([
  {},
  { code: 'UA80000000000093317' },
  { code: 'UA05020030010063857' },
  { code: '0520655500' },
  { kind: 'renamed', name: 'Нова' },
  { kind: 'merged', successorCode: 'UA05020010000053508' },
  { effectiveOn: '1991-08-24' },
])('accepts %j', (given) => {
  expect(checkChange({ ...CHANGE, ...given })).toEqual([]);
});

test.each<[Partial<GivenChange>, string]>([
  [{ code: '' }, 'code'],
  [{ code: 'UA0502003000003145' }, 'code'],
  [{ code: 'UA05000000000010236' }, 'code'],
  [{ code: 'UA05020000000026686' }, 'code'],
  [{ effectiveOn: '' }, 'effective_date'],
  [{ effectiveOn: '2023-02-29' }, 'effective_date'],
  [{ effectiveOn: '1991-08-23' }, 'effective_date'],
  [{ effectiveOn: '27.11.2026' }, 'effective_date'],
  [{ kind: 'renamed' }, 'name_uk'],
  [{ kind: 'renamed', name: ' Нова' }, 'name_uk'],
  [{ name: 'Нова' }, 'name_uk'],
  [{ kind: 'merged' }, 'successor_code'],
  [{ kind: 'merged', successorCode: CHANGE.code }, 'successor_code'],
  [{ kind: 'merged', successorCode: 'UA05020030010063857' }, 'successor_code'],
  [{ successorCode: 'UA05020010000053508' }, 'successor_code'],
  [{ source: '' }, 'source'],
  [{ source: 'наказ ' }, 'source'],
  [{ source: 'наказ\u0007' }, 'source'],
])('rejects %j by the field %s', (given, field) => {
  expect(checkChange({ ...CHANGE, ...given }).map((violation) => violation.field)).toEqual([field]);
});

test('a change may come at most a year from now', () => {
  const now = new Date('2026-11-27T10:00:00Z');
  expect(checkNotTooLate('2027-11-27', now)).toEqual([]);
  expect(checkNotTooLate('2027-11-29', now)).toHaveLength(1);
});

test('the form of a code says its level', () => {
  const codes = [
    '0520655500',
    'UA05020030000031457',
    'UA80000000000093317',
    'UA80000000000624772',
    'UA05000000000010236',
    'x',
  ];
  expect(codes.map(levelOfCode)).toEqual([
    'starosta-district',
    'hromada',
    'hromada',
    'settlement',
    undefined,
    undefined,
  ]);
});

test.each([
  "Кам'янець-Подільська",
  'КАМ’ЯНЕЦЬ ПОДІЛЬСЬКА',
  'камʼянецьподільська',
  'Кам`янець–Поділь',
  'kamianets podilska',
  'Кам\u2018янець',
  'Кам\uff07янець',
  'Кам\ua78cянець',
  'Кам\u00adянець',
  'Кам’яне\u0301ць-Поді\u0301льська',
  'Камяне\u0300ць',
])('the search for %s finds Kamianets-Podilskyi', (text) => {
  expect(matches(['Кам’янець-Подільська'], foldLetters(text))).toBe(true);
  expect(matches(['Вінницька'], foldLetters(text))).toBe(false);
});
