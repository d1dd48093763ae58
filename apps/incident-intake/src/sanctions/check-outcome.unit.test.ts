import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkOutcome, offenceDay } from './check-outcome.ts';
import type { OtherSanction, Works } from './outcome.ts';

const OFFENCE = { article: '173-2', part: 1, offenceDate: '2025-03-01' };
const WORKS: Works = {
  ...OFFENCE,
  kind: 'community_works',
  hours: 30,
  hoursPerDay: 4,
  minor: false,
  work: 'прибирання парку',
};
const FINE: OtherSanction = { ...OFFENCE, kind: 'fine', amount: 340, percent: 0 };
const CORRECTIONAL: OtherSanction = { ...OFFENCE, kind: 'correctional_works', amount: 30, percent: 20 };

test.each([
  ['a protocol', { ...OFFENCE, kind: 'administrative_protocol', number: 'ВАД № 123456' } as const],
  ['a protocol number without blanks', { ...OFFENCE, kind: 'administrative_protocol', number: 'ЕПР1234' } as const],
  ['a protocol of ten digits', { ...OFFENCE, kind: 'administrative_protocol', number: 'AA №1234567890' } as const],
  ['a pre-trial case', { kind: 'pretrial_register', number: '12026020010000123' } as const],
  ['a case of the police', { kind: 'police_register', number: '7' } as const],
  ['works', WORKS],
  ['works of a minor without a description', { ...WORKS, hoursPerDay: 2, minor: true, work: '' }],
  ['works of an offence without part and day', { ...WORKS, part: 0, offenceDate: '' }],
  ['a fine', FINE],
  ['the largest fine', { ...FINE, amount: 1_000_000 }],
  ['an arrest', { ...FINE, kind: 'arrest', amount: 15 } as const],
  ['correctional works', CORRECTIONAL],
])('accepts %s', (_, outcome) => {
  expect(checkOutcome(outcome)).toEqual([]);
});

test.each([
  [{ ...WORKS, hours: 0 }, 'community_works.hours'],
  [{ ...WORKS, hours: 10_001 }, 'community_works.hours'],
  [{ ...WORKS, hoursPerDay: 0 }, 'community_works.hours_per_day'],
  [{ ...WORKS, hoursPerDay: 25 }, 'community_works.hours_per_day'],
  [{ ...WORKS, part: 100 }, 'community_works.part'],
  [{ ...WORKS, offenceDate: '2025-02-29' }, 'community_works.offence_date'],
  [{ ...WORKS, work: 'п'.repeat(201) }, 'community_works.work'],
  [{ ...FINE, amount: 0 }, 'fine.amount'],
  [{ ...FINE, amount: 1_000_001 }, 'fine.amount'],
  [{ ...FINE, kind: 'arrest', amount: 10_001 } as const, 'arrest.days'],
  [{ ...CORRECTIONAL, amount: 0 }, 'correctional_works.days'],
  [{ ...CORRECTIONAL, percent: 0 }, 'correctional_works.percent'],
  [{ ...CORRECTIONAL, percent: 101 }, 'correctional_works.percent'],
])('rejects an invalid sanction by its field (%#)', (outcome, field) => {
  expect(checkOutcome(outcome).map((broken) => broken.field)).toEqual([field]);
});

test('reports all violations at once', () => {
  const broken = checkOutcome({ ...WORKS, part: 100, hours: 0, hoursPerDay: 0, work: '\u0000' });
  const fields = ['part', 'hours', 'hours_per_day', 'work'].map((name) => `community_works.${name}`);
  expect(broken.map(({ field }) => field)).toEqual(fields);
});

test('an offence is judged by its own day, which is past, else by the day of the incident', () => {
  expect(offenceDay(WORKS, '2025-03-02', '2025-03-03')).toEqual({ day: '2025-03-01', violations: [] });
  expect(offenceDay({ ...WORKS, offenceDate: '' }, '2025-03-02', '2025-03-03')).toEqual({
    day: '2025-03-02',
    violations: [],
  });
  expect(offenceDay({ ...WORKS, offenceDate: '2025-03-03' }, '2025-03-02', '2025-03-03').violations).toEqual([]);
  expect(offenceDay({ ...WORKS, offenceDate: '2025-03-04' }, '2025-03-02', '2025-03-03').violations).toEqual([
    { field: 'community_works.offence_date', rule: 'must not be in the future' },
  ]);
});

describe('protocol and register numbers', () => {
  test.each([
    '',
    '123456',
    'А 123456',
    'АБВГДЕ 123456',
    'АБ 123',
    'АБ 12345678901',
    'АБ-123456',
    'АБ  123456',
    '漢字 123456',
  ])('rejects %j as the number of a protocol', (number) => {
    const [violation, ...more] = checkOutcome({ ...OFFENCE, kind: 'administrative_protocol', number });
    expect(violation?.field).toBe('administrative_protocol.number');
    expect(more).toEqual([]);
  });

  test('an investigation register number has 17 digits, a police register number 1 to 20', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'0123456789'), maxLength: 25 }), (number) => {
        const { length } = number;
        expect(checkOutcome({ kind: 'pretrial_register', number })).toEqual(
          length === 17 ? [] : [{ field: 'pretrial_register_number', rule: 'must be 17 digits' }],
        );
        expect(checkOutcome({ kind: 'police_register', number })).toEqual(
          length >= 1 && length <= 20 ? [] : [{ field: 'police_register_number', rule: 'must be 1 to 20 digits' }],
        );
      }),
    );
    expect(checkOutcome({ kind: 'police_register', number: '12а' })).toHaveLength(1);
    expect(checkOutcome({ kind: 'pretrial_register', number: '１２０２６０２００１００００１２３' })).toHaveLength(1);
  });
});
