import { expect, test } from 'vitest';
import { hromadas, outsideControlIn2021 } from '@safe-community/territory';
import type { TerritoryChange } from './history.ts';
import { openHromadas } from './open-hromadas.ts';
import { historyWith } from './territory-change.store.ts';

const VINNYTSKA_OBLAST = 'UA05000000000010236';
const KHERSONSKA_OBLAST = 'UA65000000000030969';
const VINNYTSIA = 'UA05020030000031457';
const PUBLISHED = historyWith([]);
const FREED = 'UA65020010000060480';

test('before the invasion, hromadas outside of the control of the government are occupied', () => {
  const { open, occupied } = openHromadas(PUBLISHED, '2021-12-31');
  expect(occupied.map(({ code }) => code).toSorted()).toEqual(
    hromadas()
      .filter(outsideControlIn2021)
      .map(({ code }) => code)
      .toSorted(),
  );
  expect(open.length + occupied.length).toBe(hromadas().length);
});

test('a hromada that was occupied and freed is open on the days before and after', () => {
  const isOpenOn = (day: string) =>
    openHromadas(PUBLISHED, day, KHERSONSKA_OBLAST).open.some(({ code }) => code === FREED);
  expect([isOpenOn('2022-01-01'), isOpenOn('2022-10-15'), isOpenOn('2023-01-01')]).toEqual([true, false, true]);
});

test('an oblast without occupied hromadas is open as a whole', () => {
  const { open, occupied } = openHromadas(PUBLISHED, '2026-01-01', VINNYTSKA_OBLAST);
  expect(occupied).toEqual([]);
  expect(open.every(({ oblastCode }) => oblastCode === VINNYTSKA_OBLAST)).toBe(true);
  expect(open.map(({ code }) => code)).toEqual(open.map(({ code }) => code).toSorted());
});

test('a recorded status counts from its day on, and a later one replaces it', () => {
  const history = historyWith([
    change({ kind: 'occupied', effectiveOn: '2026-03-01' }),
    change({ kind: 'liberated', effectiveOn: '2026-05-01' }),
  ]);
  const isOpenOn = (day: string) =>
    openHromadas(history, day, VINNYTSKA_OBLAST).open.some(({ code }) => code === VINNYTSIA);
  expect(['2026-02-28', '2026-03-01', '2026-04-30', '2026-05-01'].map(isOpenOn)).toEqual([true, false, false, true]);
});

test('a hromada near the front is open', () => {
  const history = historyWith([change({ kind: 'frontline' })]);
  expect(openHromadas(history, '2026-04-01').open.map(({ code }) => code)).toContain(VINNYTSIA);
});

test('a merged hromada is neither open nor occupied', () => {
  const history = historyWith([
    change({ kind: 'occupied', effectiveOn: '2026-01-01' }),
    change({ kind: 'merged', successorCode: FREED }),
  ]);
  const codesOn = (day: string) => {
    const { open, occupied } = openHromadas(history, day, VINNYTSKA_OBLAST);
    return { open: open.map(({ code }) => code), occupied: occupied.map(({ code }) => code) };
  };
  expect(codesOn('2026-02-28').occupied).toEqual([VINNYTSIA]);
  expect(codesOn('2026-03-01').occupied).toEqual([]);
  expect(codesOn('2026-03-01').open).not.toContain(VINNYTSIA);
});

function change(given: Partial<TerritoryChange>): TerritoryChange {
  const whole = { code: VINNYTSIA, kind: 'occupied', effectiveOn: '2026-03-01', isExact: true } as const;
  return { ...whole, formerName: '', name: '', successorCode: '', source: 'наказ', ...given };
}
