import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkOutcome } from './check-outcome.ts';
import type { Works } from './outcome.ts';

const USEFUL: Works = {
  kind: 'socially_useful_works',
  article: '183-1',
  hours: 120,
  hoursPerDay: 8,
  minor: false,
  work: 'прибирання парку',
};
const COMMUNITY: Works = { ...USEFUL, kind: 'community_works', article: '173-2', hours: 30, hoursPerDay: 4 };

test.each([
  ['a protocol', { kind: 'administrative_protocol', number: 'ВАД № 123456', article: '173-2' } as const],
  ['a protocol number without blanks', { kind: 'administrative_protocol', number: 'ЕПР1234', article: '130' } as const],
  [
    'the last article of offences',
    { kind: 'administrative_protocol', number: 'AA №1234567890', article: '212-21' } as const,
  ],
  ['a pre-trial case', { kind: 'pretrial_register', number: '12026020010000123' } as const],
  ['a case of the police', { kind: 'police_register', number: '7' } as const],
  ['the least useful works', USEFUL],
  ['the most useful works', { ...USEFUL, hours: 360 }],
  ['the least community works', COMMUNITY],
  ['the most community works', { ...COMMUNITY, hours: 40 }],
  ['works of a minor', { ...COMMUNITY, hoursPerDay: 2, minor: true }],
  ['works without a description', { ...USEFUL, work: '' }],
])('accepts %s', (_, outcome) => {
  expect(checkOutcome(outcome)).toEqual([]);
});

const USEFUL_HOURS = { field: 'socially_useful_works.hours', rule: 'must be 120 to 360 (КУпАП, art. 31-1)' };
const USEFUL_DAY = { field: 'socially_useful_works.hours_per_day', rule: 'must be 1 to 8 (КУпАП, art. 31-1)' };
const COMMUNITY_HOURS = { field: 'community_works.hours', rule: 'must be 30 to 40 (КУпАП, art. 173-2)' };
const COMMUNITY_DAY = { field: 'community_works.hours_per_day', rule: 'must be 1 to 4 (КУпАП, art. 30-1)' };

test.each([
  [{ ...USEFUL, hours: 119 }, USEFUL_HOURS],
  [{ ...USEFUL, hours: 361 }, USEFUL_HOURS],
  [{ ...USEFUL, hours: 0 }, USEFUL_HOURS],
  [{ ...USEFUL, hours: 4_294_967_295 }, USEFUL_HOURS],
  [{ ...USEFUL, hoursPerDay: 9 }, USEFUL_DAY],
  [{ ...USEFUL, hoursPerDay: 0 }, USEFUL_DAY],
  [
    { ...USEFUL, hoursPerDay: 3, minor: true },
    { field: 'socially_useful_works.hours_per_day', rule: 'must be 1 to 2 of minors (КУпАП, art. 31-1)' },
  ],
  [
    { ...USEFUL, article: '173-2' },
    { field: 'socially_useful_works.article', rule: 'must be "183-1"' },
  ],
  [{ ...COMMUNITY, hours: 29 }, COMMUNITY_HOURS],
  [{ ...COMMUNITY, hours: 41 }, COMMUNITY_HOURS],
  [{ ...COMMUNITY, hoursPerDay: 5 }, COMMUNITY_DAY],
  [
    { ...COMMUNITY, hoursPerDay: 3, minor: true },
    { field: 'community_works.hours_per_day', rule: 'must be 1 to 2 of minors (КУпАП, art. 30-1)' },
  ],
  [
    { ...COMMUNITY, article: '183-1' },
    { field: 'community_works.article', rule: 'must be "173-2"' },
  ],
  [
    { ...COMMUNITY, work: 'п'.repeat(201) },
    { field: 'community_works.work', rule: 'must be at most 200 characters' },
  ],
])('rejects unlawful works by field and rule (%#)', (works, violation) => {
  expect(checkOutcome(works)).toEqual([violation]);
});

test('reports all violations at once', () => {
  const fields = checkOutcome({ ...COMMUNITY, article: '', hours: 0, hoursPerDay: 0, work: '\u0000' }).map(
    ({ field }) => field,
  );
  expect(fields).toEqual(['article', 'hours', 'hours_per_day', 'work'].map((name) => `community_works.${name}`));
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
    const [violation, ...more] = checkOutcome({ kind: 'administrative_protocol', number, article: '173-2' });
    expect(violation?.field).toBe('administrative_protocol.number');
    expect(more).toEqual([]);
  });

  test.each(['', '40', '213', '1', '9', '173-', '173-0', '0173', '173-2-1', '173.2', '173–2', '1732'])(
    'rejects %j as an article of an offence',
    (article) => {
      const [violation, ...more] = checkOutcome({ kind: 'administrative_protocol', number: 'АБ 123456', article });
      expect(violation?.field).toBe('administrative_protocol.article');
      expect(more).toEqual([]);
    },
  );

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
