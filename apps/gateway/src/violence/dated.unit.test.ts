import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { LANGUAGES } from '../site/module.ts';
import { BEFORE, holdsOn, isReliable, type Dated } from './dated.ts';
import { HELPLINES } from './helplines.ts';
import { LEGAL_FACTS, ORDER_TERMS, SHELTER_MONTHS } from './legal-facts.ts';
import { SILENT_WAYS } from './silent-ways.ts';
import { CHECKED } from './sources.ts';

const ENTRIES: readonly (readonly [string, Dated])[] = [
  ...HELPLINES.map((each) => [each.number, each] as const),
  ...SILENT_WAYS.map((each) => [each.name.en, each] as const),
  ...Object.entries(LEGAL_FACTS),
];
const DAY = /^20\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/;

test.each(ENTRIES)('%s has its source, the days between which it holds, and the day of its check', (_name, entry) => {
  expect(entry.source.publisher).toMatch(/\p{L}{3}/u);
  expect(entry.source.title).toMatch(/\p{L}{3}/u);
  if (entry.source.url !== undefined) expect(new URL(entry.source.url).protocol).toBe('https:');
  // What no address leads to cannot be looked up again.
  expect(entry.isConfirmed && entry.source.url === undefined).toBe(false);
  expect(entry.validFrom).toMatch(DAY);
  expect(entry.checkedOn).toMatch(DAY);
  expect([BEFORE <= entry.validFrom, entry.validFrom <= entry.checkedOn]).toEqual([true, true]);
  expect(entry.validTo === undefined || entry.validFrom <= entry.validTo).toBe(true);
});

test('every helpline and every silent way is named and explained in both languages', () => {
  const words = [
    ...HELPLINES.flatMap(({ name, helpsWith }) => [name, helpsWith]),
    ...SILENT_WAYS.flatMap(({ name, how }) => [name, how]),
  ];
  for (const each of words) {
    for (const language of LANGUAGES) expect(each[language]).toMatch(/\S{2}/);
    expect([each.uk === each.en, /[а-яґєії]/i.test(each.en)]).toEqual([false, false]);
  }
});

test('on no day two helplines have one number, and each can be dialled in Ukraine', () => {
  for (const day of new Set(HELPLINES.flatMap(({ validFrom, validTo }) => [validFrom, validTo ?? CHECKED]))) {
    const numbers = HELPLINES.filter(holdsOn(day)).flatMap(({ number, alsoNumber }) =>
      [number, alsoNumber ?? []].flat(),
    );
    expect(new Set(numbers).size).toBe(numbers.length);
  }
  for (const { number, alsoNumber = '102' } of HELPLINES) {
    for (const each of [number, alsoNumber])
      expect(each.replaceAll(' ', '')).toMatch(/^(?:1\d\d|1547|116\d{3}|0800\d{6})$/);
  }
});

test('hours are times of a day on days of a week', () => {
  for (const { hours } of HELPLINES) {
    for (const { firstDay, lastDay, opens, closes } of hours === 'always' ? [] : hours) {
      expect([1 <= firstDay, firstDay <= lastDay, lastDay <= 7, opens < closes]).toEqual([true, true, true, true]);
      for (const time of [opens, closes]) expect(time).toMatch(/^(?:[01]\d|2[0-3]):[0-5]\d$/);
    }
  }
  // The page says both of them at once.
  expect(HELPLINES.filter(({ isUrgent, hours, isFree }) => isUrgent && (hours !== 'always' || !isFree))).toEqual([]);
});

test('a silent way reaches a line that is named', () => {
  const numbers = new Set(HELPLINES.map(({ number }) => number));
  expect(SILENT_WAYS.filter(({ number }) => !numbers.has(number))).toEqual([]);
});

describe('what is said of a day', () => {
  const entry: Dated = {
    validFrom: '2025-01-01',
    validTo: '2025-12-31',
    checkedOn: '2025-02-28',
    source: { publisher: 'Держава', title: 'Акт' },
    isConfirmed: true,
  };

  test('holds from its first day to its last one', () => {
    const days = ['2024-12-31', '2025-01-01', '2025-12-31', '2026-01-01'];
    expect(days.map((day) => holdsOn(day)(entry))).toEqual([false, true, true, false]);
    const { validTo: _, ...open } = entry;
    expect(holdsOn('2099-01-01')(open)).toBe(true);
  });

  test('is relied on for a year after its check, and never if nobody confirmed it', () => {
    const days = ['2025-02-28', '2026-02-28', '2026-03-01'];
    expect(days.map((day) => isReliable(entry, day))).toEqual([true, true, false]);
    expect(isReliable({ ...entry, isConfirmed: false }, '2025-03-01')).toBe(false);
  });
});

test('terms of orders are those that incident intake is delivered with', () => {
  const law = readFileSync(new URL('../../../../docs/law.md', import.meta.url), 'utf8').split('\n');
  const rowOf = (order: string) =>
    law.find((line) => line.startsWith(`| ${order} |`) && line.includes('2229-VIII')) ?? '';
  const { urgentDays, leastMonths, mostMonths, mostMonthsMore } = ORDER_TERMS;
  const urgent = rowOf('urgent');
  const restraining = rowOf('restraining');
  expect(urgent).toContain(`| up to ${urgentDays} days | none |`);
  expect(restraining).toContain(`| ${leastMonths}–${mostMonths} months | up to ${mostMonthsMore} months |`);
  expect(urgent).toContain(LEGAL_FACTS.urgentOrder.source.title);
  expect(restraining).toContain(LEGAL_FACTS.restrainingOrder.source.title);
  expect([urgent, restraining].map((row) => row.includes('| confirmed |'))).toEqual([
    LEGAL_FACTS.urgentOrder.isConfirmed,
    LEGAL_FACTS.restrainingOrder.isConfirmed,
  ]);
  expect(SHELTER_MONTHS.usual).toBeLessThan(SHELTER_MONTHS.most);
});
